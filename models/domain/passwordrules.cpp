#include "models/domain/passwordrules.h"

#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QStringList>

// Outside of any namespace, as Q_INIT_RESOURCE requires; a static library's resources must be initialized.
static void initPasswordResources()
{
    Q_INIT_RESOURCE(passwords);
}

namespace pl {
namespace {

/// The most characters that people put around a word: a date has eight.
constexpr qsizetype kMaxDecoration = 8;
constexpr qsizetype kFewestDistinct = 5;
constexpr qsizetype kShortestRun = 4;
constexpr qsizetype kLongestSimpleUnit = 7;

const QSet<QString> &commonWords()
{
    static const QSet<QString> words = [] {
        initPasswordResources();
        QFile file(QStringLiteral(":/domain/commonpasswords.txt"));
        const bool isOpen = file.open(QIODevice::ReadOnly);
        Q_ASSERT(isOpen);
        const QStringList lines = QString::fromLatin1(isOpen ? file.readAll() : QByteArray()).split(u'\n');
        return QSet<QString>(lines.begin(), lines.end());
    }();
    return words;
}

bool isPlainLetter(QChar c)
{
    return c >= u'a' && c <= u'z';
}

/// The letter that a digit or sign stands for in "p4ssw0rd".
QChar unleeted(QChar c)
{
    static const QString signs = QStringLiteral("0134578@$!");
    static const QString letters = QStringLiteral("oieastbasi");
    const qsizetype at = signs.indexOf(c);
    return at < 0 ? c : letters.at(at);
}

/// From the first letter to the last; everything around them is decoration.
QString trimmedToLetters(const QString &text)
{
    const auto first = std::find_if(text.begin(), text.end(), isPlainLetter);
    auto last = text.end();
    while (last != first && !isPlainLetter(*(last - 1)))
        --last;
    return text.mid(first - text.begin(), last - first);
}

QString plainLettersOf(const QString &text)
{
    QString letters;
    for (const QChar c : text)
        if (const QChar letter = unleeted(c); isPlainLetter(letter))
            letters += letter;
    return letters;
}

bool isNextOnKeyboard(QChar a, QChar b)
{
    static const QStringList lines{QStringLiteral("01234567890"),
                                   QStringLiteral("abcdefghijklmnopqrstuvwxyz"),
                                   QStringLiteral("qwertyuiop"),
                                   QStringLiteral("qwertzuiop"),
                                   QStringLiteral("azertyuiop"),
                                   QStringLiteral("asdfghjkl"),
                                   QStringLiteral("zxcvbnm"),
                                   QStringLiteral("1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p"),
                                   QStringLiteral("q1w2e3r4t5y6u7i8o9p0")};
    const QString forth = QString(a) + b;
    const QString back = QString(b) + a;
    return a == b || std::any_of(lines.begin(), lines.end(),
                                 [&](const QString &line) { return line.contains(forth) || line.contains(back); });
}

/// Whether nearly all of it is runs along the keyboard or the alphabet, or one repeated key.
bool isWalk(const QString &text)
{
    qsizetype walked = 0;
    qsizetype run = 1;
    for (qsizetype i = 1; i <= text.size(); ++i) {
        if (i < text.size() && isNextOnKeyboard(text.at(i - 1), text.at(i))) {
            ++run;
            continue;
        }
        walked += run >= kShortestRun ? run : 0;
        run = 1;
    }
    return text.size() - walked < kShortestRun;
}

bool hasFewCharacters(const QString &text)
{
    return QSet<QChar>(text.begin(), text.end()).size() < kFewestDistinct;
}

/// The shortest text that `text` is a repetition of; `text` itself if it is none.
QString unitOf(const QString &text)
{
    for (qsizetype size = 1; size <= text.size() / 2; ++size)
        if (text.size() % size == 0 && text.left(size).repeated(text.size() / size) == text)
            return text.left(size);
    return text;
}

QStringList officeWords()
{
    return QStringLiteral("plumber plumbers plumbing leads lead office admin administrator staff password passwords "
                          "welcome company desktop server dispatch supabase stripe login signin changeme change "
                          "secret test demo example user team the my our your is for new old in at to and of")
        .split(u' ');
}

QStringList ownWords(const QString &email)
{
    static const QRegularExpression separators(QStringLiteral("[^a-z]+"));
    const QString address = email.toLower();
    QStringList words = address.split(separators, Qt::SkipEmptyParts);
    words += plainLettersOf(address.section(u'@', 0, 0));
    words.removeIf([](const QString &word) { return word.size() < 3; });
    return words;
}

/// Whether `text` consists only of these words, one after another.
bool isMadeOf(const QString &text, const QStringList &words)
{
    QList<bool> reached(text.size() + 1, false);
    reached[0] = true;
    for (qsizetype at = 0; at < text.size(); ++at)
        for (const QString &word : words)
            if (reached.at(at) && QStringView(text).mid(at).startsWith(word))
                reached[at + word.size()] = true;
    return reached.last();
}

bool isWord(const QString &letters, const QString &email)
{
    return commonWords().contains(letters) || commonWords().contains(unitOf(letters)) ||
           isMadeOf(letters, officeWords() + ownWords(email));
}

/// A digit inside may stand for a letter or separate two words.
bool isDecoratedWord(const QString &text, const QString &email)
{
    const QString core = trimmedToLetters(text);
    const QString around = QString(text).replace(text.indexOf(core), core.size(), QString());
    if (core.isEmpty() || (around.size() > kMaxDecoration && !isWalk(around)))
        return false;
    QString letters = core;
    letters.removeIf([](QChar c) { return !isPlainLetter(c); });
    return isWord(letters, email) || isWord(plainLettersOf(core), email);
}

bool isCommon(const QString &text, const QString &email)
{
    if (hasFewCharacters(text) || isWalk(text) || isDecoratedWord(text, email))
        return true;
    const QString unit = unitOf(text);
    return unit != text && (unit.size() <= kLongestSimpleUnit || isCommon(unit, email));
}

} // namespace

PasswordFault passwordFault(const QString &password, const QString &email)
{
    if (password.toUcs4().size() < kFewestPasswordCharacters)
        return PasswordFault::TooShort;
    return isCommon(password.normalized(QString::NormalizationForm_KC).toLower(), email) ? PasswordFault::TooCommon
                                                                                         : PasswordFault::None;
}

QString passwordFaultText(PasswordFault fault)
{
    switch (fault) {
    case PasswordFault::None:
        break;
    case PasswordFault::TooShort:
        return QStringLiteral("must have at least %1 characters").arg(kFewestPasswordCharacters);
    case PasswordFault::TooCommon:
        return QStringLiteral("is too easy to guess");
    }
    return {};
}

} // namespace pl
