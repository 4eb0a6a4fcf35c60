# shellcheck shell=bash disable=SC2154  # for test-packages, which has the variables
# What an office does with its packages, in order.

settings=/etc/plumber-leads/plumber-leads-server.env
email=admin@office.example
password=
key=
lead=

install_from() { plain sh -c 'apt-get -qy --no-install-recommends -o Dpkg::Options::=--force-confold install /packages/"$1"/*.deb' sh "$1"; }
version_of() { plain dpkg-query -W -f '${Version}' "$1"; }
same() { [ "$1" = "$2" ] || { echo "It is '$1' instead of '$2'."; return 1; }; }
absent() { [ ! -e "$root$1" ] && [ ! -L "$root$1" ] || { ls -la "$root$1"; return 1; }; }
rights_of() { same "$(plain stat -c '%a %U %G' "$1")" "$2"; }

lint() { lintian --allow-root --fail-on error,warning --display-info --tag-display-limit 0 --profile debian "$root"/packages/new/*.deb; }
# Lintian counts these as information alone.
is_hardened() { ! lint | grep -E 'hardening-no|statically-linked|unstripped'; }
describes_itself() {
    desktop-file-validate "$root/usr/share/applications/plumber-leads.desktop" &&
        appstreamcli validate --no-net "$root"/usr/share/metainfo/*.metainfo.xml
}
is_flatpak_manifest() {
    local manifest=$here/../../packaging/linux/flatpak/com.plumberleads.office.yml
    yamllint -d '{extends: default, rules: {line-length: {max: 200}}}' "$manifest" &&
        (cd "$work" && flatpak-builder --show-manifest "$manifest")
}
checksums_match() { plain dpkg --verify plumber-leads plumber-leads-server; }

first_admin() {
    password=$(tr -dc 'a-z0-9' </dev/urandom | head -c 24 || true)
    printf "ADMIN_EMAIL='%s'\nADMIN_PASSWORD='%s'\n" "$email" "$password" >>"$root$settings"
}
first_source() {
    command_of_server source add website --json >"$work/source.json"
    key=$(sed -n 's/.*"key": *"\([^"]*\)".*/\1/p' "$work/source.json")
    rm -f "$work/source.json"
    [ -n "$key" ]
}
first_plumber() {
    printf '%s\n' first_name,last_name,email,phone_number,zip_code,services \
        'Paul,Piper,paul@plumbers.example,(512) 555-0142,78701,Burst Pipe Repair' >"$root/tmp/plumbers.csv"
    command_of_server import /tmp/plumbers.csv --kind plumbers
}

office() { printf '%s\n' "$key" "$email" "$password" | "$here/office-client" "$url" "$@"; }
send_lead() { lead=$(office lead) && [ -n "$lead" ]; }
lead_is_assigned() { same "$(office show "$1")" "assigned with a plumber"; }

# The window as a person without rights starts it, on a display of the chroot's own.
take_pictures() {
    local display=:77 xvfb status=0
    rm -rf "$root/tmp/pictures"
    as_sam Xvfb $display -screen 0 1600x1000x24 -nolisten tcp &
    xvfb=$!
    wait_for_display $display "$xvfb" || return 1
    printf '%s\n' "$password" | as_sam timeout 400 /usr/bin/plumber-leads --server "$url" --email "$email" --password-stdin \
        --screenshots /tmp/pictures --size 1440x900 --appearance light || status=$?
    kill "$xvfb"
    wait "$xvfb" || true
    mkdir -p "$work/pictures/$1"
    cp "$root"/tmp/pictures/*.png "$work/pictures/$1/" || return 1
    rm -rf "$root/tmp/pictures"
    return "$status"
}
# In a subshell alone, so that who kills it kills the program.
as_sam() {
    exec chroot "$root" setpriv --reuid=sam --regid=sam --init-groups --no-new-privs --bounding-set=-all -- /usr/bin/env -i \
        HOME=/home/sam USER=sam PATH=/usr/bin:/bin LANG=C.UTF-8 DISPLAY=:77 XDG_RUNTIME_DIR=/home/sam/run "$@"
}
wait_for_display() {
    for _ in $(seq 1 100); do
        [ ! -S "$root/tmp/.X11-unix/X${1#:}" ] || return 0
        kill -0 "$2" 2>/dev/null || return 1
        sleep 0.1
    done
    return 1
}
# A page that shows something is no small file.
pictures_show_pages() {
    local count
    count=$(find "$work/pictures/$1" -name '*.png' -size +10k | wc -l)
    echo "$count pictures"
    [ "$count" -ge 20 ]
}

run_steps() {
    local before first new
    new=$(dpkg-deb -f "$(find "$root/packages/new" -name 'plumber-leads-server_*')" Version)
    files_of_system >"$work/files-before"
    plain install -d -o sam -g sam -m 700 /home/sam/run
    plain install -d -m 1777 /tmp/.X11-unix
    rm -rf "$work/pictures" "$work/server.log"

    say "The packages"
    check "lintian finds neither errors nor warnings" lint
    check "the programs are hardened and stripped" is_hardened

    check "the Flatpak manifest is one" is_flatpak_manifest

    say "The last version"
    need "it is installed" install_from last
    check "the settings are root's alone" rights_of "$settings" "600 root root"
    need "the first admin is set" first_admin
    need "the server starts as its user, as the unit says" start_service
    check "the data is the service's alone" rights_of /var/lib/plumber-leads "700 plumber-leads plumber-leads"
    need "a source is added" first_source
    need "a plumber is imported" first_plumber
    need "a lead is taken in" send_lead
    first=$lead
    need "it is assigned" office assign "$first"
    check "the window signs in and shows every page" take_pictures last
    check "the pictures show something" pictures_show_pages last
    check "the server ends when it is told to" stop_service

    say "The upgrade"
    before=$(cksum <"$root$settings")
    need "this version is installed over it" install_from new
    check "both packages are of this version" same "$(version_of plumber-leads) $(version_of plumber-leads-server)" "$new $new"
    check "the programs say so, too" same "$({ plain plumber-leads-server --version && as_sam env QT_QPA_PLATFORM=offscreen \
        plumber-leads --version; } | sed 's/ ([0-9a-f]*)$//' | xargs)" "plumber-leads-server $new plumber-leads $new"
    check "every file is as it was packed" checksums_match
    check "the desktop file and AppStream's data are right" describes_itself
    check "the settings are as the office left them" same "$(cksum <"$root$settings")" "$before"
    need "the server starts" start_service
    check "the lead is still there, and assigned" lead_is_assigned "$first"
    check "another lead is taken in, with the old key" send_lead
    check "it is assigned" office assign "$lead"
    check "and stays so" lead_is_assigned "$lead"
    check "the window signs in and shows every page" take_pictures new
    check "the pictures show something" pictures_show_pages new
    check "the server ends when it is told to" stop_service

    say "Removing"
    need "both packages are removed" plain apt-get -qy remove plumber-leads plumber-leads-server
    check "the programs are gone" absent /usr/bin/plumber-leads-server
    check "the data stays" test -s "$root/var/lib/plumber-leads/supabase.db"
    check "the settings stay" same "$(cksum <"$root$settings")" "$before"
    need "this version is installed again" install_from new
    need "the server starts" start_service
    check "the first lead is there again" lead_is_assigned "$first"
    check "the server ends when it is told to" stop_service
    need "both packages are purged" plain apt-get -qy purge plumber-leads plumber-leads-server
    check "the data is gone" absent /var/lib/plumber-leads
    check "the settings are gone" absent /etc/plumber-leads
    check "no other file is left" left_nothing
    check "nothing is running" same "$(processes_of_system)" ""
}
left_nothing() {
    files_of_system >"$work/files-after"
    diff "$work/files-before" "$work/files-after"
}
