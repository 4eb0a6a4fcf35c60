#pragma once

#include "models/base/foldedtext.h"

#include <QHash>
#include <QUuid>

namespace pl::tables {

/// Searches the rows of a table for what was typed. Each version of a row is folded only once.
class TextSearch
{
public:
    explicit TextSearch(const QString &typed = {}) : m_words(typed) {}
    void setTyped(const QString &typed) { m_words = SearchWords(typed); }
    bool isEmpty() const { return m_words.isEmpty(); }
    /// Forgets the rows.
    void clear();

    /// Whether every word occurs in the row's own text, which `text` makes, or in one of the names that it shares with
    /// others.
    template <class F>
    bool finds(const QUuid &id, qint64 version, const QStringList &names, const F &text) const
    {
        OwnText &own = m_own[id];
        if (own.version != version)
            own = {version, folded(text())};
        return occursIn(own.text, names);
    }

private:
    struct OwnText
    {
        qint64 version = -1;
        QByteArray text = {};
    };
    bool occursIn(const QByteArray &own, const QStringList &names) const;
    const QByteArray &foldedName(const QString &name) const;

    SearchWords m_words;
    mutable QHash<QUuid, OwnText> m_own;
    mutable QHash<QString, QByteArray> m_names;
};

} // namespace pl::tables
