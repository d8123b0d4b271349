#!/usr/bin/env bash
# Plays Faultline's story with curl against the sandbox's scriptable addresses, says what happens at each
# step, and stops with a sentence and exit code 1 where something that must be true is not.
#
#   npm start                      in one terminal, then
#   bash docs/story.sh             in another; BASE=http://host:port for another address
#   bash docs/story.sh --start     starts a hub of its own on a spare port, plays, and stops it
#
# Needs bash, curl and node. It plays on any day and hour, on an empty or a used sandbox: its reporters are
# new ones each time. It moves the sandbox's clock forward by one to three weeks and leaves its tickets there.
set -euo pipefail
BASE=${BASE:-http://127.0.0.1:3000}
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
hub_pid=

cleanup() {
  if [ -n "$hub_pid" ] && kill -0 "$hub_pid" 2>/dev/null; then
    kill -TERM "$hub_pid" 2>/dev/null || true
    wait "$hub_pid" 2>/dev/null || true
  fi
  rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

fail() {
  printf '\nThe story stops here: %s\n' "$1" >&2
  exit 1
}

# --- A hub of our own ------------------------------------------------------------------------------------

# Runs in an empty folder and without the settings of real channels, so that nobody real is ever told anything.
start_hub() {
  printf 'Starting a hub with an empty database …\n'
  (
    cd "$work"
    for name in ${!SLACK_@} ${!TWILIO_@} ${!SMTP_@} ${!MAIL_@} ${!IMAP_@} MONGODB_URI SECRET HEARTBEAT_URL PUBLIC_URL HOST; do
      unset "$name"
    done
    export SANDBOX=on PORT=0 DATA_DIR="$work/data" SERVICE_FILE="$root/service.example.yaml" LOG_LEVEL=warn
    exec node --import "file://$root/node_modules/tsx/dist/loader.mjs" "$root/src/cli.ts" start
  ) >"$work/hub.log" 2>&1 &
  hub_pid=$!
  local second address
  for second in $(seq 1 180); do
    address=$(sed -n 's|^ *sandbox  *\(http://[^ ]*\)/sandbox.*|\1|p' "$work/hub.log")
    [ -n "$address" ] && { BASE=$address; return 0; }
    kill -0 "$hub_pid" 2>/dev/null || break
    sleep 1
  done
  cat "$work/hub.log" >&2
  fail "the hub did not start within $second s; its last words are above."
}

# --- Asking and checking ---------------------------------------------------------------------------------

# of JSON 'expression over d'
of() {
  printf '%s' "$1" | node -e '
    const d = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
    const value = new Function("d", `return ${process.argv[1]}`)(d);
    process.stdout.write(value === undefined || value === null ? "" : typeof value === "object" ? JSON.stringify(value) : String(value));
  ' "$2"
}

# json key value …: an object; a value beginning with { or [ is JSON already.
json() {
  node -e '
    const out = {};
    const given = process.argv.slice(1);
    for (let at = 0; at < given.length; at += 2)
      out[given[at]] = /^[{[]/.test(given[at + 1]) ? JSON.parse(given[at + 1]) : given[at + 1];
    process.stdout.write(JSON.stringify(out));
  ' -- "$@"
}

get() { curl -sS --fail-with-body --max-time 30 "$BASE/sandbox/$1"; }

# post PATH key value …: sends, and keeps the answer in $answer, what went out since in $news.
answer= news= mark=
post() {
  local path=$1
  shift
  answer=$(curl -sS --fail-with-body --max-time 300 -X POST -H 'content-type: application/json' \
    --data-binary "$(json "$@")" "$BASE/sandbox/$path") || fail "POST /sandbox/$path was answered: $answer"
  news=$(get "messages?after=$mark")
  mark=$(of "$news" "d.length ? d[d.length - 1].id : '$mark'")
}

# Like post, for what must succeed.
sends() {
  post "$@"
  [ "$(of "$answer" 'd.ok')" = true ] || fail "this should have been done, but the answer was: $answer"
}

# told TICKET: prints what went out about it, as its readers see it; cards, which are edited in place, on one line.
told() {
  printf '%s' "$news" | node -e '
    const rows = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
    const about = process.argv[1];
    const mine = rows.filter((row) => String(row.ticket) === about || row.ticket === null && about === "any");
    const way = { sms: "SMS", email: "mail", slack: "chat" };
    let card;
    for (const row of mine) {
      const lines = row.text.split("\n").filter((line) => line.trim() !== "" && !line.includes("/t/"));
      if (row.channel === "slack" && row.to.startsWith("C") && /状态|Status/.test(row.text)) {
        card = lines;
        continue;
      }
      const shown = row.channel === "sms" ? lines : lines.slice(0, 4);
      process.stdout.write(`   → ${way[row.channel]} to ${row.to}: ${shown.join("\n       ")}\n`);
      const buttons = lines.at(-1);
      if (shown.length < lines.length && buttons.startsWith("[")) process.stdout.write(`       ${buttons}\n`);
    }
    if (card) process.stdout.write(`   → the card in the engineers’ channel now says: ${card.slice(0, 2).join(" · ")}\n`);
    if (mine.length === 0) process.stdout.write("   → nobody is told anything\n");
  ' "$1"
}

# must 'sentence' 'expression over m (what just went out), a (the answer), to(address, words) and atWork(words)'
must() {
  local holds
  holds=$(printf '{"m":%s,"a":%s}' "$news" "$answer" | node -e '
    const { m, a } = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
    const to = (address, words) => m.some((row) => row.to === address && (words === undefined || words.test(row.text)));
    // After the shift of whoever claimed it, alarms go to the one on duty.
    const atWork = (words) => ["U0WANGLEI", "U0ZHAOMIN", "U0SUNHAO"].some((person) => to(person, words));
    process.stdout.write(new Function("m", "a", "to", "atWork", `return Boolean(${process.argv[1]})`)(m, a, to, atWork) ? "yes" : "no");
  ' "$2")
  [ "$holds" = yes ] || { told any; printf '%s\n' "$news"; fail "it must be true that $1."; }
  printf '   ✓ %s\n' "$1"
}

# ticket_must NUMBER 'sentence' 'expression over d (the ticket)'
ticket_must() {
  local seen
  seen=$(get "tickets/$1")
  [ "$(of "$seen" "Boolean($3)")" = true ] || fail "it must be true that $2; the ticket says: $seen"
  printf '   ✓ %s\n' "$2"
}

chapter() { printf '\n%s\n' "$1"; }
does() { printf ' • %s\n' "$1"; }
sms() { does "$1 texts: $2"; sends sms from "$1" body "$2"; }
tap() { does "$(who "$1") taps “$3”${4:+ and writes: ${4}}"; sends tap user "$1" ticket "$2" button "$3" ${4:+fields "$(json note "$4")"}; }
types() { does "$(who "$1") types: $2"; sends chat user "$1" text "$2"; }
later() { does "$1 pass"; sends clock advance "$1"; }

# The example's people, as chat knows them.
who() {
  case $1 in
    U0WANGLEI) echo '王磊 (engineer)' ;; U0ZHAOMIN) echo '赵敏 (engineer)' ;; U0SUNHAO) echo '孙浩 (engineer)' ;;
    U0CHENJING) echo '陈静 (team leader)' ;; U0LIUYANG) echo '刘洋 (manager)' ;; U0LINA) echo '李娜 (deputy leader)' ;;
    *) echo "$1" ;;
  esac
}
leader=U0CHENJING
manager=U0LIUYANG

# A phone that has never texted this hub.
phone() { node -e 'process.stdout.write("+86139" + String(require("node:crypto").randomInt(1e8)).padStart(8, "0"))'; }

# --- The story -------------------------------------------------------------------------------------------

case ${1:-} in
  --start) start_hub ;;
  '') ;;
  *) fail "only --start is understood, not $1." ;;
esac
curl -fsS --max-time 10 "$BASE/sandbox/clock" >/dev/null 2>&1 ||
  fail "there is no sandbox at $BASE. Start one with “npm start”, or run this script with --start."
mark=$(of "$(get messages)" 'd.length ? d[d.length - 1].id : ""')

chapter '1  Somebody reports a fault by SMS'
zhou=$(phone)
sms "$zhou" '三楼机房网络断了'
n=$(of "$answer" 'd.ticket')
told "$n"
must "the reporter has a receipt with the ticket’s number, who has it, by when, and how to ask (0) and hurry (9)" \
  "to('$zhou', /工单号?$n.*负责.*前答复.*0.*9/)"
ticket_must "$n" "ticket $n is open, has an owner and runs the clocks of the commitment" \
  "d.status === 'open' && d.owner.name && d.clocks.some((c) => c.clock === 'answer' && c.state === 'running')"

chapter '2  The duty engineer is paged; nobody claims, so it climbs'
duty=$(of "$news" "d.find((row) => row.ticket === $n && /^U/.test(row.to) && /认领/.test(row.text))?.to")
[ -n "$duty" ] || fail 'it must be true that the duty engineer is paged in chat.'
does "On duty: $(who "$duty")"
must 'the page rings in chat, with a Claim button of its own, and by SMS' \
  "to('$duty', /\[认领\]/) && m.some((row) => row.channel === 'sms' && row.to !== '$zhou' && /$n/.test(row.text))"
must 'the engineers’ channel shows one card, with the reporter’s number masked' \
  "to('C0FAULTS', /$n/) && !to('C0FAULTS', /${zhou#+86}/)"
later 3m
told "$n"
must 'after 3 minutes the next one is paged' "m.some((row) => row.ticket === $n && /^U/.test(row.to) && /\[认领\]/.test(row.text))"
later 3m
told "$n"
must 'after 6 minutes the team leader is paged' "to('$leader', /\[认领\]/)"
later 4m
told "$n"
must 'after 10 minutes the manager is paged too' "to('$manager', /\[认领\]/)"

chapter '3  An engineer claims it; a second one comes too late'
first=U0WANGLEI second=U0SUNHAO
tap $first "$n" claim
told "$n"
must 'only the claimer sees whom to call' "to('$first', /${zhou#+86}/) && !m.some((row) => row.to !== '$first' && /${zhou#+86}/.test(row.text))"
ticket_must "$n" 'the claimer owns it' "d.owner.id === 'wang.lei' && d.claimed"
does "$(who $second) taps “claim” a moment later"
post tap user $second ticket "$n" button claim
must 'the second is told who was first' "a.ok === false && /王磊/.test(a.say)"
tap $first "$n" unclaim
must 'a wrong claim can be undone within two minutes' "to('C0FAULTS', /待认领/)"
tap $first "$n" claim
ticket_must "$n" 'and made again' "d.owner.id === 'wang.lei'"

chapter '4  The clock moves: warnings before the promise breaks, the manager when it has'
later 6m
told "$n"
must 'at 50 % the engineer at work is warned' "atWork(/50%/)"
later 12m
told "$n"
must 'at 90 % the engineer at work and the leader are warned' "atWork(/90%/) && to('$leader', /90%/)"
later 3m
told "$n"
must 'at 100 % the manager is told in chat, with the clause that broke' "to('$manager', /0\\.5 小时内给予问题的解答/)"
must 'and by SMS' "m.some((row) => row.channel === 'sms' && row.to !== '$zhou' && /超时$n/.test(row.text))"
must 'the reporter hears an apology and a new time' "to('$zhou', /抱歉.*前给您打电话/)"
later 31m
must 'unanswered, the alert repeats' "to('$manager', /$n/)"
tap $manager "$n" ack
later 5m
must '“知道了” makes it quiet' "!m.some((row) => row.to === '$manager' && row.ticket === $n)"

chapter '5  The work, by buttons, by a command, and in the card’s thread'
tap $first "$n" answer
ticket_must "$n" 'the answer clock has ended, and stays broken' "d.clocks.find((c) => c.clock === 'answer').state === 'broken'"
tap $first "$n" onsite
told "$n"
must 'the reporter hears that somebody is on the way' "to('$zhou', /已出发/)"
types $first "/ticket $n arrive"
ticket_must "$n" 'arrival stops the on-site clock in time' "d.clocks.find((c) => c.clock === 'onsite').state === 'met'"
does "$(who $first) writes in the card’s thread: @faultline 备件 电源模块"
sends chat user $first text '@faultline 备件 电源模块' ticket "$n"
tap $first "$n" fix '换了电源模块'
told "$n"

chapter '6  Only the reporter can say that it is fixed'
must 'the reporter is asked' "to('$zhou', /工单$n.*回1.*回2/)"
sms "$zhou" '2 还是不行'
told "$n"
must 'the owner, or after hours whoever is on duty, is woken in chat and by SMS' "atWork(/未修好/) && m.some((row) => row.channel === 'sms' && row.to !== '$zhou')"
ticket_must "$n" 'the ticket is open again, under the same owner' "d.status === 'open' && d.owner.id === 'wang.lei'"
does "$(who $first) writes in the card’s thread: @faultline 修好 换了光模块"
sends chat user $first text '@faultline 修好 换了光模块' ticket "$n"
ticket_must "$n" 'fixed again, and asked again' "d.status === 'fixed'"
sms "$zhou" 1
told "$n"
ticket_must "$n" 'it is closed, confirmed by the reporter' "d.status === 'closed' && d.outcome === 'confirmed'"
sms "$zhou" 5
texts=$(of "$(get "messages?ticket=$n")" "d.filter((row) => row.to === '$zhou').length")
does "All of it took $texts texts to the reporter, a broken promise and a denial included"
ticket_must "$n" 'the rating changes nothing else' "d.status === 'closed' && d.outcome === 'confirmed'"

chapter '7  The same by mail and chat, and one outage reported twice'
does 'xu.li@example.net mails: The switch in the computer lab keeps restarting'
sends mail from 'Xu Li <xu.li@example.net>' subject 'Computer lab: switch' text 'The switch in the computer lab keeps restarting.'
by_mail=$(of "$answer" 'd.ticket')
told "$by_mail"
must 'the receipt comes by mail, with the tag in its subject' "to('xu.li@example.net', /\\[#$by_mail\\]/)"
does 'A stranger mails with that tag in the subject'
sends mail from "stranger.$RANDOM$RANDOM@example.com" subject "Re: [#$by_mail]" text 'The switch is mine, please close this.'
must 'it opens a ticket of its own and joins nothing' "a.ticket !== $by_mail"
stranger=$(of "$answer" 'd.ticket')
ticket_must "$by_mail" 'the first mail’s ticket is as it was' "d.status === 'open' && d.reports.length === 1"
tap $second "$by_mail" claim
tap $second "$by_mail" fix '换了交换机'
asked=$(of "$(get "messages?to=xu.li@example.net&ticket=$by_mail")" 'd[d.length - 1].id')
does 'xu.li@example.net answers that mail: 1'
sends mail from 'Xu Li <xu.li@example.net>' subject 'Re: it is fixed?' text '1' inReplyTo "$asked"
ticket_must "$by_mail" 'an answer to our mail confirms' "d.status === 'closed' && d.outcome === 'confirmed'"

types $second '/fault 一楼指挥大厅大屏黑了'
by_chat=$(of "$answer" 'd.ticket')
told "$by_chat"
ticket_must "$by_chat" 'whoever of the staff logs a report owns it' "d.owner.id === 'sun.hao'"
does "It was a test: $(who $second) proposes to void it"
sends tap user $second ticket "$by_chat" button void fields '{"reason":"test"}'
must 'for a known customer the leader is asked' "to('$leader', /作废/)"
tap $leader "$by_chat" approve
ticket_must "$by_chat" 'void, which counts neither as kept nor as confirmed' "d.outcome === 'void'"

here=$(phone) there=$(phone)
sms "$here" '三楼机房断电了'
major=$(of "$answer" 'd.ticket')
sms "$there" '三楼机房没电，都停了'
part=$(of "$answer" 'd.ticket')
must 'the second report has a number of its own' "a.ticket !== $major"
tap $first "$major" claim
types $first "/ticket $major link $part"
tap $first "$major" fix '空开跳闸，已恢复'
must 'both reporters are asked, each under the own number' "to('$here', /$major/) && to('$there', /$part/)"
sms "$here" 1
sms "$there" 1
ticket_must "$part" 'each confirms the own ticket' "d.status === 'closed' && d.outcome === 'confirmed'"

chapter '8  Days pass: silence, and an inspection'
does 'The stranger’s ticket is taken up and fixed; the stranger never answers'
tap $first "$stranger" claim
tap $first "$stranger" fix '查看后无异常'
: >"$work/days"
for day in $(seq 1 30); do
  sends clock advance 24h
  printf '%s\n' "$news" >>"$work/days"
  # One visit that was announced since and fell due: {name, visit, to, reminded, overdue}.
  visit=$(node -e '
    const plans = { 半年免费巡检: "half-year", 月度巡检和回访: "monthly", 技术巡检: "technical", 季度拜访: "quarterly-visit" };
    const rows = require("node:fs").readFileSync(process.argv[1], "utf8").trim().split("\n").flatMap((line) => JSON.parse(line));
    const named = (word) => rows.filter((row) => row.text.startsWith(word)).map((row) => ({ ...row, name: row.text.split("\n")[0].slice(word.length) }));
    const reminders = named("巡检提醒："), overdue = named("巡检逾期：");
    // Told of for the first time: an earlier visit that nobody made is told of every morning.
    const late = overdue.find((row) => row.to === process.argv[2] && /刚到时限/.test(row.text) && reminders.some(({ name, at }) => name === row.name && at < row.at));
    if (late) {
      const before = reminders.filter(({ name, at }) => name === late.name && at < late.at);
      // The visit’s id: its plan and its day in the site’s zone.
      const day = new Date(Date.parse(late.at) + 8 * 3600e3).toISOString().slice(0, 10);
      const id = `${plans[late.name.split(" ").at(-1)]}/${day}`;
      process.stdout.write(JSON.stringify({ name: late.name, id, to: before[0].to, reminders: before.map(({ text }) => text.split("\n")[1]) }));
    }
  ' "$work/days" "$leader")
  outcome=$(of "$(get "tickets/$stranger")" 'd.outcome')
  [ -z "$visit" ] || [ -z "$outcome" ] || break
done
does "$day days pass"
ticket_must "$stranger" 'asked once more and still silent, it is closed as unconfirmed, never as satisfied' "d.outcome === 'unconfirmed'"
[ -n "$visit" ] || fail 'it must be true that an inspection falls due within 30 days.'
visitor=$(of "$visit" 'd.to')
does "An inspection was due: $(of "$visit" 'd.name')"
printf '   → chat to %s: %s\n' "$visitor" "$(of "$visit" 'd.reminders.join(" Then: ")')"
printf '   ✓ %s\n' 'the assignee was reminded before, and the leader told once it was overdue'
does "$(who "$visitor") fills in the checklist in chat"
sends tap user "$visitor" button inspected value "$(of "$visit" 'd.id')" fields '{"note":"滤网已清洗"}'
must 'the customer’s contact gets the result' "to('zhou@example.org', /巡检结果/) || to('+8613900000009', /巡检/)"

printf '\nThe whole story holds: tickets %s, %s, %s, %s, %s and %s at %s/sandbox\n' \
  "$n" "$by_mail" "$stranger" "$by_chat" "$major" "$part" "$BASE"
