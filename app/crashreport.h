#pragma once

#include <QString>

class QSettings;

namespace pl::app {

// What a crash leaves behind: a text file with versions, the signal, the thread and return addresses. No memory, no
// environment, no arguments, no words of anybody. Nothing is sent anywhere.

inline constexpr int kMaxCrashReports = 5;

/// Where the reports of this person are: "crashes" in the program's folder of local data. The application needs its
/// name first.
QString crashFolder();

/// From now on, a crash of this process writes `folder`/crash-YYYYMMDD-HHMMSS.txt (UTC), for its owner's eyes only, and
/// then ends it as it would have ended anyway: same signal, same core. Of older reports, the newest stay, so that there
/// are never more than kMaxCrashReports. Covers all threads; a stack that overflows only on the thread that calls this.
/// Call it once, on the main thread, when the application has its version. Where the folder can't be made, and in
/// builds with a sanitizer, which reports crashes itself, nothing happens.
void reportCrashes(const QString &folder);

/// The newest report that hasn't been offered yet; marks it and all older ones as offered. Empty: none.
QString takeUnseenCrash(QSettings &settings, const QString &folder);

} // namespace pl::app
