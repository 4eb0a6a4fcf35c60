#pragma once

class QByteArray;

namespace pl::shared {

/// Whether two signatures or digests are equal. The timing reveals nothing about where they differ; lengths are not
/// secret. Any thread.
bool isSameDigest(const QByteArray &one, const QByteArray &other);

} // namespace pl::shared
