#pragma once

#include "server/http/message.h"
#include "server/intake/sourcekeys.h"

namespace pl::intake {

/// The hook that a request is from, if it proves that, and is known. `place` is the last part of the address:
///
/// - the hook's key, which is proof enough, or
/// - the source's id. Then the key must be the password of Basic (any user), in X-Api-Key, in Bearer, in a GET's
///   hub.verify_token, or, if the source or else its preset says so, in a field of the body; or the source's HMAC of
///   the body must be in a header.
///
/// Takes the time of reading the body if the key is looked for in it.
std::optional<Source> provenHook(SourceKeys &keys, const http::Request &request, const QByteArray &place);

/// Whether this is the source's key, or the one before it while that holds. Keys are looked up by their hashes, so the
/// time reveals nothing.
bool isKeyOf(SourceKeys &keys, const QByteArray &key, const Source &source);

/// The verify token of a GET with hub.mode; a null array if there is none.
QByteArray verifyToken(const http::Request &request);

/// The same for two requests that prove themselves in the same way.
QByteArray proofDigest(const http::Request &request, const QByteArray &place);

} // namespace pl::intake
