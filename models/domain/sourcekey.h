#pragma once

#include "models/base/enumnames.h"

#include <QByteArray>
#include <QString>

namespace pl {

/// A lead source's key: three letters that tell its kind, and 40 random letters and digits (238 bits). Shown once, when
/// created; the database stores its hash, and its first characters so that people can tell keys apart.
///
/// A key is looked up by its hash. The timing reveals nothing about keys, because an attacker can't choose the hash.
class SourceKey
{
public:
    /// "pl_": a program's secret key. "pf_": a form's, which is public. "ph_": a hook's, which is part of an address
    /// and may only add.
    enum class Kind { Program, Form, Hook };
    static SourceKey create(Kind kind = Kind::Program);
    explicit SourceKey(QByteArray text) : m_text(std::move(text)) {}

    const QByteArray &text() const { return m_text; }
    /// The first nine characters, for `lead_sources.key_prefix`.
    QString prefix() const { return QString::fromLatin1(m_text.first(std::min<qsizetype>(m_text.size(), 9))); }
    /// The kind of the key with this `prefix()`.
    static Kind kindOf(const QString &prefix);
    /// SHA-256 in lower-case hex, for `lead_sources.key_hash`. Keys are random, so a plain hash is enough.
    QByteArray hash() const;

private:
    QByteArray m_text;
};

template <>
inline constexpr std::array<QLatin1StringView, 3> kEnumNames<SourceKey::Kind>{
    QLatin1StringView("program"), QLatin1StringView("form"), QLatin1StringView("hook")};

} // namespace pl
