#include "models/tables/textsearch.h"

namespace pl::tables {
namespace {

constexpr qsizetype kMaxNames = 200'000; // of people who are called something else by now

} // namespace

void TextSearch::clear()
{
    m_own.clear();
    m_names.clear();
}

const QByteArray &TextSearch::foldedName(const QString &name) const
{
    const auto found = m_names.constFind(name);
    return found != m_names.cend() ? *found : *m_names.insert(name, folded(name));
}

bool TextSearch::occursIn(const QByteArray &own, const QStringList &names) const
{
    if (m_names.size() > kMaxNames)
        m_names.clear();
    return m_words.allOf([&](const QByteArray &word) {
        return own.contains(word) || std::any_of(names.cbegin(), names.cend(),
                                                 [&](const QString &name) { return foldedName(name).contains(word); });
    });
}

} // namespace pl::tables
