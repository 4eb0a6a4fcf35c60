#include "models/mapping/labels.h"

namespace pl::mapping {

QString labelOf(QStringView name)
{
    QString label;
    label.reserve(name.size());
    for (const QChar c : name)
        if (c.isLetterOrNumber() || c.isSurrogate())
            label += c.toLower();
    return label;
}

QString wordOf(QStringView text, bool isPattern)
{
    QString word;
    word.reserve(text.size());
    for (const QChar c : text)
        word += c.isLetterOrNumber() || c.isSurrogate() || (isPattern && c == u'*') ? c.toLower() : QChar(u' ');
    return word.simplified();
}

bool fitsPattern(QStringView text, QStringView pattern)
{
    qsizetype t = 0;
    qsizetype p = 0;
    qsizetype star = -1;    // the last '*'
    qsizetype starText = 0; // where the text it stands for ends
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == u'*') {
            star = p++;
            starText = t;
        } else if (p < pattern.size() && pattern[p] == text[t]) {
            ++p;
            ++t;
        } else if (star >= 0) {
            p = star + 1;
            t = ++starText;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == u'*')
        ++p;
    return p == pattern.size();
}

} // namespace pl::mapping
