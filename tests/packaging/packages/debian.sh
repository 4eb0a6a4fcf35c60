# shellcheck shell=bash disable=SC2154  # for test-packages, which has the variables
# A plain Debian 12 in a folder, and the packages in it.

plain() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }

# Where this machine gets Debian 12 from, else Debian's own server.
mirror_of() {
    local site
    site=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' "Codename: $1" 2>/dev/null | head -n 1)
    printf '%s\n' "${site:-$2}"
}

# The system that programs without a package of ours see: what the base has, what the test itself takes, and nothing else.
make_base() {
    local debian security
    debian=$(mirror_of bookworm http://deb.debian.org/debian)
    security=$(mirror_of bookworm-security http://deb.debian.org/debian-security)
    rm -rf "$root"
    debootstrap --variant=minbase --include=adduser,ca-certificates bookworm "$root" "$debian" >"$work/debootstrap.log" 2>&1 ||
        { tail -n 20 "$work/debootstrap.log" >&2; die "debootstrap failed."; }
    printf '%s\n' "deb $debian bookworm main" "deb $debian bookworm-updates main" "deb $security bookworm-security main" \
        >"$root/etc/apt/sources.list"
    # This machine's proxies, and no service of the chroot starts by itself.
    apt-config dump | grep -E '^Acquire::[a-z]+::Proxy ' >"$root/etc/apt/apt.conf.d/90proxy" || true
    printf 'APT::Sandbox::User "root";\n' >"$root/etc/apt/apt.conf.d/91sandbox"
    printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
    chmod +x "$root/usr/sbin/policy-rc.d"
    cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
    plain apt-get -q update >>"$work/log" 2>&1
    plain apt-get -qy --no-install-recommends install xvfb xauth fonts-dejavu-core >>"$work/log" 2>&1
    plain adduser --quiet --disabled-password --gecos Sam sam >>"$work/log" 2>&1
    tar -C "$root" --one-file-system -cf "$work/base.tar.new" .
    mv "$work/base.tar.new" "$work/base.tar"
}

# The last week's base is good enough; its archives are brought up to date all the same.
unpack_base() {
    if [ -n "$(find "$work" -maxdepth 1 -name base.tar -mtime -7)" ]; then
        rm -rf "$root"
        mkdir -p "$root"
        tar -C "$root" -xpf "$work/base.tar"
        cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
        plain apt-get -q update >>"$work/log" 2>&1
    else
        say "Making a plain Debian 12"
        make_base
    fi
}

# repack DEB VERSION FOLDER: the same files with another version.
repack() {
    local name; name=$(dpkg-deb -f "$1" Package)
    rm -rf "$work/repack"
    dpkg-deb -R "$1" "$work/repack"
    sed -i "s/^Version: .*/Version: $2/" "$work/repack/DEBIAN/control"
    dpkg-deb -b --root-owner-group "$work/repack" "$3/${name}_$2_$(dpkg-deb -f "$1" Architecture).deb" >/dev/null
    rm -rf "$work/repack"
}

# prepare FOLDER [LAST]: lints the packages, and puts them, the last version's and all that they depend on into the chroot.
prepare() {
    local packages=$1 last=${2:-} deb
    [ -n "$(find "$packages" -maxdepth 1 -name 'plumber-leads_*.deb')" ] || die "There are no packages in $packages."
    unpack_base
    mkdir -p "$root/packages/new" "$root/packages/last"
    cp "$packages"/*.deb "$root/packages/new/"
    if [ -n "$last" ]; then
        cp "$last"/*.deb "$root/packages/last/"
    else
        say "There is no last version: the upgrade is from the same programs with a lower version."
        for deb in "$packages"/*.deb; do repack "$deb" 0.0.1 "$root/packages/last"; done
    fi
    say "Fetching what the packages depend on"
    mkdir -p "$work/archives"
    find "$work/archives" -name '*.deb' -exec ln -f -t "$root/var/cache/apt/archives/" {} +
    for deb in "$root"/packages/{last,new}/*.deb; do
        plain apt-get -qy --no-install-recommends satisfy "$(dpkg-deb -f "$deb" Depends)" >>"$work/log" 2>&1 ||
            { tail -n 20 "$work/log" >&2; die "$(basename "$deb") depends on what Debian 12 doesn't have."; }
    done
    find "$root/var/cache/apt/archives" -maxdepth 1 -name '*.deb' -exec ln -f -t "$work/archives/" {} +
}

mount_system() {
    mount -t proc proc "$root/proc"
    mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
    mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
}

# Every file of the system, without what apt, dpkg and people's own programs keep.
files_of_system() {
    (cd "$root" && find . -xdev \( -path ./proc -o -path ./sys -o -path ./dev -o -path ./tmp -o -path ./run -o -path ./home \
        -o -path ./packages -o -path ./var/cache -o -path ./var/lib/apt -o -path ./var/lib/dpkg -o -path ./var/log \) -prune \
        -o -print | sort)
}

processes_of_system() {
    local process
    for process in /proc/[0-9]*; do
        [ "$(readlink "$process/root" 2>/dev/null)" != "$root" ] || tr '\0' ' ' <"$process/cmdline"
    done
}
