# Builds for 64-bit Windows with Debian's MinGW-w64, in the variant whose std::thread works (g++-mingw-w64-x86-64-posix).
# PL_CROSS_PREFIX is the folder into which the libraries were built for Windows.
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_VERSION 10.0)
set(CMAKE_SYSTEM_PROCESSOR x86_64)
set(pl_triple x86_64-w64-mingw32)
set(CMAKE_C_COMPILER ${pl_triple}-gcc-posix)
set(CMAKE_CXX_COMPILER ${pl_triple}-g++-posix)
set(CMAKE_RC_COMPILER ${pl_triple}-windres)
# Windows 10, the oldest that Qt 6 runs on.
string(APPEND CMAKE_C_FLAGS_INIT " -D_WIN32_WINNT=0x0A00")
string(APPEND CMAKE_CXX_FLAGS_INIT " -D_WIN32_WINNT=0x0A00")

list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES PL_CROSS_PREFIX)
set(CMAKE_FIND_ROOT_PATH ${PL_CROSS_PREFIX} /usr/${pl_triple})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
# moc, rcc and the like are this machine's.
set(QT_HOST_PATH /usr CACHE PATH "Where Qt's tools for this machine are")
set(QT_HOST_PATH_CMAKE_DIR /usr/lib/x86_64-linux-gnu/cmake CACHE PATH "Where their packages are")
# So is pkg-config, which would name this machine's libraries.
set(ENV{PKG_CONFIG_LIBDIR} ${PL_CROSS_PREFIX}/lib/pkgconfig)
