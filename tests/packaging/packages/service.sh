# shellcheck shell=bash disable=SC2154  # for test-packages, which has the variables
# The server's unit without systemd, which no chroot has: the same line, user, folders, variables and rights.

unit_file() { find "$root/lib/systemd/system/" "$root/usr/lib/systemd/system/" -name plumber-leads-server.service -print -quit; }
unit() { sed -n "s/^$1=//p" "$(unit_file)" | tail -n 1; }

# What systemd does before ExecStart: the state's folder, the environment, then another user with fewer rights.
service_program() {
    local user group state
    user=$(unit User)
    group=$(unit Group)
    state=/var/lib/$(unit StateDirectory)
    plain install -d -o "$user" -g "${group:-$user}" -m "$(unit StateDirectoryMode)" "$state"
    # shellcheck disable=SC2016  # the inner shell's
    exec chroot "$root" /usr/bin/env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \
        sh -c '
            umask "$1"; file=$2; files=$3; user=$4; group=$5; shift 5
            ulimit -n "$files" -c 0
            set -a; if [ -f "$file" ]; then . "$file"; fi; set +a
            exec setpriv --reuid="$user" --regid="$group" --init-groups --no-new-privs --bounding-set=-all --inh-caps=-all -- "$@"
        ' sh "$(unit UMask)" "$(unit EnvironmentFile | sed 's/^-//')" "$(unit LimitNOFILE)" "$user" "${group:-$user}" \
        /usr/bin/env HOME="$state" USER="$user" STATE_DIRECTORY="$state" "$@"
}

server=
start_service() {
    local line tries
    [ -n "$(unit_file)" ] && [ -n "$(unit UMask)" ] && [ -n "$(unit LimitNOFILE)" ] && [ -n "$(unit StateDirectoryMode)" ] ||
        die "The unit is not there, or not as this test knows it."
    read -ra line <<<"$(unit ExecStart)"
    service_program "${line[@]}" >"$work/server.out" 2>>"$work/server.log" &
    server=$!
    for tries in $(seq 1 300); do
        url=$(sed -n 's/^listening on //p' "$work/server.out")
        [ -z "$url" ] || return 0
        kill -0 "$server" 2>/dev/null || break
        sleep 0.1
    done
    echo "The server did not start (try $tries):"
    tail -n 20 "$work/server.log"
    server=
    return 1
}

# Ends as systemd ends it, in the time that the unit gives.
stop_service() {
    [ -n "$server" ] || return 0
    local status=0 seconds; seconds=$(unit TimeoutStopSec)
    kill -TERM "$server"
    (sleep "${seconds:-40}" && kill -KILL "$server") 2>/dev/null &
    local killer=$!
    wait "$server" || status=$?
    pkill -P "$killer" || true
    kill "$killer" 2>/dev/null || true
    server=
    return "$status"
}

# A command of the server as its user, as docs/admin.md has it.
command_of_server() { (service_program /usr/bin/plumber-leads-server "$@" --data "/var/lib/$(unit StateDirectory)"); }
