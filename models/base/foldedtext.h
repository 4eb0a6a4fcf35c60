#pragma once

#include <QByteArrayList>
#include <QString>

#include <algorithm>

namespace pl {

/// Text normalized for searching, in UTF-8: lower case without accents ("zoe" for "Zoë", "nguyen" for "Nguyễn",
/// "strasse" for "Straße"), no apostrophes ("obrien" for "O’Brien"), every dash as '-' and every space as ' '.
QByteArray folded(const QString &text);

/// A search as somebody typed it.
class SearchWords
{
public:
    explicit SearchWords(const QString &typed = {});

    bool isEmpty() const { return m_words.isEmpty(); }
    const QByteArrayList &words() const { return m_words; }
    /// The digits typed, if they can be part of a phone number: four or more, and no letters. Empty otherwise.
    const QByteArray &digits() const { return m_digits; }

    /// Whether `occurs` is true for every word, or for the digits.
    template <class F>
    bool allOf(const F &occurs) const
    {
        return (!m_digits.isEmpty() && occurs(m_digits)) || std::all_of(m_words.cbegin(), m_words.cend(), occurs);
    }
    bool occurIn(const QByteArray &foldedText) const
    {
        return allOf([&foldedText](const QByteArray &word) { return foldedText.contains(word); });
    }

private:
    QByteArrayList m_words;
    QByteArray m_digits;
};

} // namespace pl
