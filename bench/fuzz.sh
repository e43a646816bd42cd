#!/usr/bin/env bash
# Fuzzes all parsers of data from outside with Jazzer (https://github.com/CodeIntelligenceTesting/jazzer), and prints how often
# each target was executed and what was found.
#
#   bench/fuzz.sh [TARGET...] [-runs=N]       default: all targets, 100,000 executions each
#   bench/fuzz.sh FrameDecoder:5000000 Seal   a target may have a number of executions of its own
#
#   CORE=1                                    run on this core only, with low priority
#
# A target is the class TARGETFuzzTest in src/test/java. Jazzer starts from its seeds in src/test/resources and keeps what it
# learns in target/fuzz/TARGET/corpus, so that the next run continues from there. It also continues after a finding: the
# input is target/fuzz/TARGET/crash-*, and target/fuzz/TARGET/log.txt names the property. To try an input again:
#
#   bench/fuzz.sh TARGET target/fuzz/TARGET/crash-…
#
# The exit code is 1 if there were findings.
set -euo pipefail
cd "$(dirname "$0")/.."

runs=100000
targets=()
inputs=()
for argument in "$@"; do
    case $argument in
        -runs=*) runs=${argument#-runs=} ;;
        */*) inputs+=("$argument") ;;
        *) targets+=("$argument") ;;
    esac
done
if [ ${#targets[@]} -eq 0 ]; then
    mapfile -t targets < <(find src/test/java -name '*FuzzTest.java' -exec basename {} FuzzTest.java \; | sort)
fi

[ -d target/fuzz/lib ] && [ -f target/wse-stress.jar ] && [ -d target/test-classes/wse/fuzz ] ||
    mvn -B -q -ntp -Pfuzz -DskipTests package

fuzz() { # TARGET RUNS
    local file class dir seeds pin=()
    file=$(find src/test/java -name "$1FuzzTest.java")
    [ -n "$file" ] || { echo "there is no target $1" >&2; exit 2; }
    class=${file#src/test/java/}
    class=${class%.java}
    dir=target/fuzz/$1
    seeds=src/test/resources/$class/inputs
    mkdir -p "$dir/corpus"
    [ -z "${CORE:-}" ] || pin=(nice -n 15 taskset -c "$CORE")
    [ ${#inputs[@]} -eq 0 ] || { seeds=; set -- "$1" "$2" "${inputs[@]}"; }
    ${pin[@]+"${pin[@]}"} java -Xmx1g -XX:+UseSerialGC -XX:-OmitStackTraceInFastThrow \
        -Dlogback.configurationFile=wse/fuzz/logback-fuzz.xml -cp 'target/wse-stress.jar:target/test-classes:target/fuzz/lib/*' \
        com.code_intelligence.jazzer.Jazzer --target_class="${class//\//.}" '--instrumentation_includes=wse.**' \
        '--custom_hook_includes=wse.**' '--disabled_hooks=com.code_intelligence.jazzer.sanitizers.*' \
        --mutator_framework=false \
        --keep_going=20 --reproducer_path="$dir" -artifact_prefix="$dir/" -runs="$2" -max_len=1024 -timeout=20 \
        -rss_limit_mb=3072 -print_final_stats=1 ${seeds:+"$dir/corpus" "$seeds"} "${@:3}" >"$dir/log.txt" 2>&1 || true
}

printf '%-16s %13s %9s %9s %9s\n' target executions seconds exec/s findings
all=0
found=0
for target in "${targets[@]}"; do
    name=${target%%:*}
    count=$runs
    [ "$name" = "$target" ] || count=${target#*:}
    start=$(date +%s)
    fuzz "$name" "$count"
    seconds=$(($(date +%s) - start))
    done=$(awk '/^stat::number_of_executed_units/ { count = $2 } END { print count }' "target/fuzz/$name/log.txt")
    findings=$(grep -c '^== Java Exception\|^== Java Assertion\|ERROR: libFuzzer' "target/fuzz/$name/log.txt" || true)
    printf '%-16s %13s %9d %9d %9d\n' "$name" "${done:-none}" "$seconds" $((${done:-0} / (seconds > 0 ? seconds : 1))) "$findings"
    all=$((all + ${done:-0}))
    found=$((found + findings))
done
printf '%-16s %13d %29d\n' all "$all" "$found"
[ "$found" -eq 0 ]
