# The Debian packages of both programs, made by CPack. packaging/README.md says how.
set(CPACK_GENERATOR DEB)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_ENABLE_COMPONENT_DEPENDS OFF)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_HOMEPAGE https://plumberleads.example)
# CPack would put it before each package's own first line.
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "")

set(CPACK_DEBIAN_DESKTOP_PACKAGE_NAME plumber-leads)
set(CPACK_DEBIAN_DESKTOP_PACKAGE_SECTION misc)
set(CPACK_DEBIAN_DESKTOP_DESCRIPTION "assign incoming leads to plumbers
The program that a plumbing-lead office works in all day. A lead appears in
the window a second after it comes in, with the plumbers who fit it best; two
keys assign it. Messages, payments, refunds and statements are there, too.

The window signs in to the office's server, which is in the package
plumber-leads-server.")
# QtKeychain loads libsecret at run time: without it nobody would stay signed in.
set(CPACK_DEBIAN_DESKTOP_PACKAGE_DEPENDS "qt6-qpa-plugins, libsecret-1-0")
# One of them plays the sounds of the alerts; without Qt's plugin the window goes through Xwayland.
set(CPACK_DEBIAN_DESKTOP_PACKAGE_RECOMMENDS "pipewire-bin | pulseaudio-utils | alsa-utils, qt6-wayland")
set(CPACK_DEBIAN_DESKTOP_PACKAGE_SUGGESTS "fonts-inter, gnome-keyring")

set(CPACK_DEBIAN_SERVER_PACKAGE_NAME plumber-leads-server)
set(CPACK_DEBIAN_SERVER_PACKAGE_SECTION net)
set(CPACK_DEBIAN_SERVER_DESCRIPTION "take in leads for plumbers and bill for them
The server of a plumbing-lead office. It takes leads in over HTTP and has each
one on disk before it answers, sends messages to plumbers and customers, and
charges plumbers' cards. The data is kept by a Supabase project or by the
server itself, on SQLite.

The office's people work in the window of the package plumber-leads.")
