#pragma once

#include "models/mapping/bodyreader.h"
#include "models/mapping/bodytree.h"

#include <QFuture>

#include <memory>
#include <optional>

namespace pl::ui {

/// What a source sent, read for the window: as a tree, or why there is none. Never changes; any thread may read it.
class OpenedBody
{
public:
    OpenedBody(const QString &contentType, const QByteArray &bytes);
    Q_DISABLE_COPY_MOVE(OpenedBody)

    /// Null when it can't be read.
    const mapping::ReadBody *read() const { return m_read ? &*m_read : nullptr; }
    /// Only when it could be read.
    const mapping::BodyTree &tree() const { return *m_tree; }
    /// Why it could not; a plain sentence.
    const QString &problem() const { return m_problem; }
    /// The beginning of it as text.
    const QString &raw() const { return m_raw; }

    /// What a person may see of a body as text.
    static constexpr qsizetype kMaxRawBytes = 100'000;

private:
    std::optional<mapping::ReadBody> m_read;
    std::optional<mapping::BodyTree> m_tree;
    QString m_problem;
    QString m_raw;
};

using OpenedBodyPtr = std::shared_ptr<const OpenedBody>;

/// Reads it at once, or on another thread when it is long enough to be felt.
QFuture<Result<OpenedBodyPtr>> openBody(const QString &contentType, const QByteArray &bytes);

} // namespace pl::ui
