#include "ui/leads/searchlanguage.h"

#include "models/columns/searchpiece.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace pl::ui {
namespace {

using Field = columns::SearchField;

struct SearchTexts
{
    Q_DECLARE_TR_FUNCTIONS(pl::ui::SearchTexts)
};

/// "new, assigned or completed": each value's first word.
template <class T>
QString choiceOf(const QList<std::pair<QString, T>> &words)
{
    QStringList names;
    QList<T> known;
    for (const auto &[word, value] : words)
        if (!known.contains(value)) {
            known += value;
            names += word;
        }
    const QString last = names.takeLast();
    return SearchTexts::tr("%1 or %2", "a list of words and the last one").arg(names.join(QStringLiteral(", ")), last);
}

QString sentenceOf(const columns::SearchError &error, const columns::SearchLanguage &language)
{
    using Kind = columns::SearchError::Kind;
    switch (error.kind) {
    case Kind::NoSuchStatus:
        return SearchTexts::tr("There is no status \u201C%1\u201D. Type %2.")
            .arg(error.text, choiceOf(language.statuses));
    case Kind::NoSuchUrgency:
        return SearchTexts::tr("There is no urgency \u201C%1\u201D. Type %2.")
            .arg(error.text, choiceOf(language.urgencies));
    case Kind::NoAge:
        return SearchTexts::tr("\u201C%1\u201D is not an age. Type <2h for less than 2 hours or >3d for more than 3 "
                               "days; m, h, d and w are minutes, hours, days and weeks.")
            .arg(error.text);
    case Kind::NoDigits:
        return SearchTexts::tr("\u201C%1\u201D is not part of a phone number. Type some of its digits.")
            .arg(error.text);
    }
    return {};
}

/// A word that looks like a field and is none: it is searched for as it stands.
QList<SearchProblem> unknownFields(const QString &typed, const columns::SearchLanguage &language)
{
    static const QRegularExpression looksLikeField(QStringLiteral("^(\\p{L}+):(?!//)\\S"));
    QList<SearchProblem> found;
    const QList<columns::SearchPiece> pieces = columns::searchPieces(typed, language);
    for (const columns::SearchPiece &piece : pieces) {
        const QRegularExpressionMatch match = looksLikeField.match(piece.value);
        if (piece.field || piece.isQuoted || !match.hasMatch())
            continue;
        found +=
            {piece.valueFrom, match.capturedLength(1) + 1,
             SearchTexts::tr("There is no field \u201C%1\u201D, so the word is searched for as it stands. Type %2.")
                 .arg(match.captured(1), choiceOf(language.fields))};
    }
    return found;
}

} // namespace

columns::SearchLanguage searchLanguage()
{
    const columns::SearchLanguage english = columns::SearchLanguage::english();
    columns::SearchLanguage language;
    // One word each, without blanks: people type them in front of a colon.
    language.fields = {{SearchTexts::tr("plumber", "a field in a search"), Field::Plumber},
                       {SearchTexts::tr("status", "a field in a search"), Field::Status},
                       {SearchTexts::tr("service", "a field in a search"), Field::Service},
                       {SearchTexts::tr("zip", "a field in a search"), Field::Zip},
                       {SearchTexts::tr("source", "a field in a search"), Field::Source},
                       {SearchTexts::tr("urgency", "a field in a search"), Field::Urgency},
                       {SearchTexts::tr("age", "a field in a search"), Field::Age},
                       {SearchTexts::tr("name", "a field in a search"), Field::Name},
                       {SearchTexts::tr("phone", "a field in a search"), Field::Phone},
                       {SearchTexts::tr("email", "a field in a search"), Field::Email}};
    language.statuses = {{SearchTexts::tr("new", "a status in a search"), LeadStatus::New},
                         {SearchTexts::tr("assigned", "a status in a search"), LeadStatus::Assigned},
                         {SearchTexts::tr("completed", "a status in a search"), LeadStatus::Completed}};
    language.urgencies = {{SearchTexts::tr("today", "an urgency in a search"), Urgency::Day},
                          {SearchTexts::tr("week", "an urgency in a search"), Urgency::Week},
                          {SearchTexts::tr("month", "an urgency in a search"), Urgency::Month}};
    language.fields += english.fields;
    language.statuses += english.statuses;
    language.urgencies += english.urgencies;
    return language;
}

QList<SearchProblem> searchProblems(const QString &typed, const columns::SearchLanguage &language)
{
    QList<SearchProblem> problems = unknownFields(typed, language);
    const columns::SearchQuery query(typed, language);
    for (const columns::SearchError &error : query.errors())
        problems += {error.from, error.length, sentenceOf(error, language)};
    std::sort(problems.begin(), problems.end(), [](const auto &a, const auto &b) { return a.from < b.from; });
    return problems;
}

QList<SearchExample> searchExamples()
{
    return {
        {SearchTexts::tr("leak 787", "a search"), SearchTexts::tr("Both words, wherever they are")},
        {SearchTexts::tr("\"main valve\"", "a search"), SearchTexts::tr("These words in a row")},
        {SearchTexts::tr("leak -kitchen", "a search"), SearchTexts::tr("One word without the other")},
        {SearchTexts::tr("status:new age:<2h", "a search"), SearchTexts::tr("New, received less than 2 hours ago")},
        {SearchTexts::tr("plumber:lee", "a search"), SearchTexts::tr("Plumbers whose name contains it")},
        {SearchTexts::tr("zip:787 -status:completed", "a search"),
         SearchTexts::tr("ZIP codes that start with 787, still open")},
        {SearchTexts::tr("urgency:today source:google", "a search"), SearchTexts::tr("For today, from this source")},
        {SearchTexts::tr("phone:5550143", "a search"), SearchTexts::tr("Digits of a phone number")},
    };
}

} // namespace pl::ui
