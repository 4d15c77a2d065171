#!/bin/sh
# Starts $CHROMIUM as asked, with more features off than Playwright turns off.
for argument; do
    shift
    case "$argument" in
        --disable-features=*) argument="$argument,$CHROMIUM_FEATURES_OFF" ;;
    esac
    set -- "$@" "$argument"
done
exec "$CHROMIUM" "$@"
