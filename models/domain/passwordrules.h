#pragma once

#include <QString>

namespace pl {

/// The minimum length of a new password. Older, shorter ones keep working until they are changed.
inline constexpr int kFewestPasswordCharacters = 12;

enum class PasswordFault {
    None,
    TooShort,
    TooCommon ///< what attackers try first: a common word with digits around it, a run of neighboring keys, a
              ///< repetition, or
              ///< words of the office or of the account's own address
};

/// What is wrong with a new password for the account `email` (empty if unknown). The list of common ones is
/// resources/passwords. From any thread.
PasswordFault passwordFault(const QString &password, const QString &email = {});

/// "must have at least 12 characters", for people; empty when there is no fault.
QString passwordFaultText(PasswordFault fault);

} // namespace pl
