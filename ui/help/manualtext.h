#pragma once

#include "ui/help/manual.h"

#include <QTextBrowser>

namespace pl::ui {

class ManualPictures;

/// The manual's text, in the colors and the type of the window. Follows both when they change. Whoever uses it
/// decides what a link does (anchorClicked).
class ManualText : public QTextBrowser // plain-text: shows the program's own words
{
    Q_OBJECT

public:
    explicit ManualText(QWidget *parent);

    const QList<ManualHeading> &headings() const { return m_headings; }
    /// The position in the document at the upper edge.
    int top() const;
    /// Brings the line with this position to the upper edge, as far as the text is long enough.
    void scrollTo(int position);
    /// Highlights the hits, and brings the one at `current` into sight; -1: none.
    void mark(const QList<ManualHit> &hits, int current);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void fill();
    void dressHeadings();
    void dressWords();
    void dressTables();
    QTextCursor range(int position, int length) const;
    void showMarks();

    ManualPictures *m_pictures;
    QList<ManualHeading> m_headings;
    QList<ManualHit> m_hits;
    int m_current = -1;
    bool m_isFilling = false;
};

} // namespace pl::ui
