#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QList>

namespace pl::updates {

/// The longest answer that is read; packaging/release/sign-manifest makes none that is longer.
inline constexpr qsizetype kMaxSignedBytes = 64 * 1024;
/// Of an Ed25519 public key.
inline constexpr qsizetype kKeyBytes = 32;

/// A text and who vouches for it. The first line is "ed25519 " and the signature in Base64; all bytes behind it are the
/// text, and what was signed. Gives the text if one of `keys` signed it. Errors: TooLarge; Protocol for a text without
/// such a line; Forbidden if nobody who may has signed it. Nothing in an Error is from the text.
Result<QByteArray> verifiedText(const QByteArray &signedText, const QList<QByteArray> &keys);

} // namespace pl::updates
