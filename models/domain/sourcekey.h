#pragma once

#include <QByteArray>
#include <QString>

namespace pl::intake {

/// A lead source's key: "pl_" ("pf_" for a form's, which is public) and 40 random letters and digits (238 bits). Shown
/// once, when created; the database stores its hash, and its first characters so that people can tell keys apart.
///
/// A key is looked up by its hash. The timing reveals nothing about keys, because an attacker can't choose the hash.
class SourceKey
{
public:
    enum class Kind { Program, Form };
    static SourceKey create(Kind kind = Kind::Program);
    explicit SourceKey(QByteArray text) : m_text(std::move(text)) {}

    const QByteArray &text() const { return m_text; }
    /// The first nine characters, for `lead_sources.key_prefix`.
    QString prefix() const { return QString::fromLatin1(m_text.first(std::min<qsizetype>(m_text.size(), 9))); }
    /// Whether a `prefix()` is that of a form's key.
    static bool isForm(const QString &prefix) { return prefix.startsWith(u"pf_"); }
    /// SHA-256 in lower-case hex, for `lead_sources.key_hash`. Keys are random, so a plain hash is enough.
    QByteArray hash() const;

private:
    QByteArray m_text;
};

} // namespace pl::intake
