#pragma once

#include <QList>
#include <QString>

class QTextDocument;

// The manual's text and what is in it. Its only copy is docs/office.md, which is compiled in with its pictures.

namespace pl::ui {

/// The manual as markdown; its pictures are named as Qt resources (":/help/assign.png").
QString manualMarkdown();

struct ManualHeading
{
    int level = 0; ///< 1: the title, 2: a chapter, 3: a section of one
    QString title;
    QString slug;     ///< what links name: "to-sort"
    int position = 0; ///< in the document
};

/// A heading's name in links, as GitHub makes it: "Find anything: Ctrl+K" is "find-anything-ctrlk".
QString manualSlug(const QString &title);

/// In their order. Of two headings with the same title, the second one's slug ends in "-1", as on GitHub.
QList<ManualHeading> manualHeadings(const QTextDocument &document);

/// The heading over this position; -1 when there is none.
int manualHeadingAt(const QList<ManualHeading> &headings, int position);

struct ManualHit
{
    int position = 0; ///< in the document
    int length = 0;
};

/// Where the typed words are, in the order of the text. Only sections that have all of them count, in any case and
/// order. `text` is the document's raw text, so that positions agree.
QList<ManualHit> manualHits(const QString &text, const QList<ManualHeading> &headings, const QString &typed);

} // namespace pl::ui
