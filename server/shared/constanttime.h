#pragma once

class QByteArray;

namespace pl::shared {

/// Whether two signatures or digests are the same. How long it takes tells nothing about where they differ; that
/// their lengths differ is no secret. Any thread.
bool isSameDigest(const QByteArray &one, const QByteArray &other);

} // namespace pl::shared
