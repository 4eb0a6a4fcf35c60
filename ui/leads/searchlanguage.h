#pragma once

#include "models/columns/searchquery.h"

namespace pl::ui {

// How people search for leads, in the language of the window: the words of fields and values, what can't be understood,
// and examples.

/// The window's words first; the English ones work in every language.
columns::SearchLanguage searchLanguage();

/// A part of a search that does not do what it looks like.
struct SearchProblem
{
    qsizetype from;
    qsizetype length;
    QString sentence; ///< what is wrong, and what to type instead
};
/// In the order in which they stand in what was typed.
QList<SearchProblem> searchProblems(const QString &typed, const columns::SearchLanguage &language);

struct SearchExample
{
    QString typed;
    QString meaning;
};
QList<SearchExample> searchExamples();

} // namespace pl::ui
