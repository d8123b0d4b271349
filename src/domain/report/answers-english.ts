import type { AnswerKind } from './answer-kind.ts';

/** What English phrases of a short answer say; parted by bars. */
export const englishAnswers: Record<AnswerKind, string> = {
  fixed: `
    fixed | repaired | resolved | solved | works now | working now | it works | works again | working again |
    is working | are working | is back | are back | back up | back online | back to normal | up and running |
    up again | running again | all working | everything works | sorted out | sorted | problem solved |
    issue solved | problem fixed | issue fixed | problem resolved | issue resolved`,
  works: `
    works | working | work fine | works fine | all good now | good now | fine now | ok now | okay now |
    all ok | all good | all fine | no issues now | no more issues | no more problems | no problems now |
    no issues | ok again | fine again | good again | all is well | confirm | confirmed | i confirm | is up | are up | up now |
    looks good | all looks good | looks fine`,
  good: ``,
  broken: `
    no power | no network | no internet | no signal | still broken | still down | still dead | still out |
    still off | still offline | still the same | same problem | same issue | still nothing | still bad |
    still failing | still faulty | not yet | no longer works | no longer working | broken | broken again |
    down again | broke again | down | dead | did not help | did not work | didn't help | didn't work |
    nope still broken | no change | not better | no better | no good | not good | not ok | not okay |
    not solved | unfixed | unresolved | doesn't work | doesnt work | does not work | don't work | won't work |
    not working | isn't working | isnt working | not fixed | isn't fixed | isnt fixed | wasn't fixed |
    not resolved | not repaired | problem persists | issue persists | persists | still persists |
    the same as before | same as before | unfortunately not | nothing changed | nothing has changed |
    no difference | problem remains | issue remains`,
  not: `
    not | isn't | isnt | aren't | wasn't | never | hasn't | hasnt | haven't | doesn't | doesnt | don't |
    cannot | can't | cant | didn't | won't | ain't | still not`,
  no: `no | nope | nah`,
  yes: `yes | yeah | yep | yup | y`,
  same: `same | same one | same thing | the same | same fault`,
  other: `
    another | another one | another fault | different | different one | different fault | separate | new |
    new one | new fault | a new one`,
  status: `
    status | progress | any news | any update | any updates | update | updates | what's the status |
    whats the status | what is the status | where is it | where are you | when will it be fixed |
    when are you coming | when will you come | when will you be here | how long | how long will it take |
    how much longer | eta | what's happening | whats happening | check | check status | any progress | when | when will someone come | when will somebody come |
    when is someone coming | when is somebody coming | when will it be ready | where is the engineer |
    where is the technician | where are they | is someone coming | is anyone coming`,
  hurry: `hurry | hurry up | please hurry | please hurry up | hurry us | chase | hurry them`,
  'hurry-soft': `
    asap | as soon as possible | urgent | urgently | quickly | faster | nobody came | nobody has come |
    no one came | still waiting | waiting | we are waiting | i'm waiting | nobody here yet | nobody called | nobody called me | no one called | no one called me |
    nobody has called | nobody has called me | no one has called | no one has called me |
    nobody contacted me | no one contacted me | nobody has contacted me | no one has contacted me |
    no one showed up | nobody showed up`,
  withdraw: `
    never mind | nevermind | never mind then | no longer needed | not needed | not needed any more |
    not needed anymore | forget it | no need | no need to come | don't come | please don't come | withdraw |
    withdrawn | no need any more | no need anymore | not necessary | not necessary any more |
    not necessary anymore`,
  person: `
    call me | call me back | please call | please call me | please call me back | please call back | call back | ring me | phone me |
    give me a call | contact me | human | a human | real person | a person | agent | operator |
    talk to a person | speak to a person | speak to someone | talk to someone | talk to a human |
    speak to a human`,
  help: `help | commands | menu | usage | instructions | how does this work`,
  greeting: `
    hello | hi | hey | hello there | hi there | anyone there | anybody there | anyone | anybody |
    is anyone there | is anybody there | is there anyone | are you there | you there | good morning |
    good afternoon | good evening | good day | test | testing | just testing | this is a test`,
  courtesy: `
    thanks | thank you | thx | tks | ty | thank you very much | thanks a lot | many thanks | thanks so much |
    thank you so much | cheers | ok | okay | k | kk | got it | noted | sure | alright | understood |
    received | no problem | no worries | you're welcome | much appreciated | appreciated | roger | great |
    good | perfect | excellent | nice | cool | awesome | wonderful | very good | bye | goodbye | regards |
    best regards | kind regards | best wishes | fine | done`,
  praise: `
    great job | good job | well done | great service | good service | very helpful | helpful |
    very professional | professional | very fast | that was quick | that was fast | quick | fast`,
  rate5: `very satisfied | very happy | extremely satisfied | 5 stars | five stars`,
  rate4: `satisfied | happy | 4 stars | four stars`,
  rate3: `fair | average | so so | so-so | 3 stars | three stars`,
  rate2: `not satisfied | not very satisfied | not happy | unsatisfied | dissatisfied | 2 stars | two stars`,
  rate1: `bad | very bad | terrible | awful | very dissatisfied | 1 star | one star | 0 stars`,
  please: `
    please | pls | can you | could you | can someone | could someone | get | i want | i want to | i would like |
    i would like to | i'd like | i'd like to | need | i need | we need | me | let me |
    cannot confirm | can't confirm | not confirmed | unable to confirm`,
  filler: `
    it | its | it's | is | are | was | the | a | an | now | all | everything | that | that's | thats | this |
    has | been | have | already | again | and | we | i | my | our | you | your | yours | for | to | so |
    very | much | really | just | both | here | there | at | in | on | of | with | dear | team | sir | guys |
    everyone | finally | well | today | ticket | number | no. | case | yet | still | oh`,
};
