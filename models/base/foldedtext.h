#pragma once

#include <QByteArrayList>
#include <QString>

#include <algorithm>

namespace pl {

/// A text as it is searched, in UTF-8: small letters without accents, "zoe" for "Zoë", "nguyen" for "Nguyễn" and
/// "strasse" for "Straße"; no apostrophes, "obrien" for "O’Brien"; every dash as '-' and every space as ' '.
QByteArray folded(const QString &text);

/// What somebody typed into a search field.
class SearchWords
{
public:
    explicit SearchWords(const QString &typed = {});

    bool isEmpty() const { return m_words.isEmpty(); }
    const QByteArrayList &words() const { return m_words; }
    /// What was typed without its spaces and signs, when it is a part of a phone number: four digits or more and no
    /// letters. Empty otherwise.
    const QByteArray &digits() const { return m_digits; }

    /// Whether every word occurs, `occurs` telling it of one; or the digits as they are.
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
