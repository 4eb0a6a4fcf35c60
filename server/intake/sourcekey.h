#pragma once

#include <QByteArray>
#include <QString>

namespace pl::intake {

/// A lead source's key: "pl_" and 40 random letters and digits (238 bits). Shown once, when it is made; the database
/// keeps its hash, and its first characters so that people can tell keys apart.
class SourceKey
{
public:
    static SourceKey create();
    explicit SourceKey(QByteArray text) : m_text(std::move(text)) {}

    const QByteArray &text() const { return m_text; }
    /// The first nine characters, for `lead_sources.key_prefix`.
    QString prefix() const { return QString::fromLatin1(m_text.first(std::min<qsizetype>(m_text.size(), 9))); }
    /// SHA-256 in lower-case hex, for `lead_sources.key_hash`. Keys are random, so a plain hash is enough.
    QByteArray hash() const;

private:
    QByteArray m_text;
};

} // namespace pl::intake
