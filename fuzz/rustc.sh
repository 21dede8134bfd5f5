#!/bin/sh
# Called by cargo in place of rustc for the crates of this workspace, so that they alone are built for the fuzzer and every other
# crate is the one that the tests have built. Build scripts run on their own, where nothing would count what they pass.
case " $* " in
*" build_script_build "*) exec "$@" ;;
esac
exec "$@" --cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares -Clink-dead-code
