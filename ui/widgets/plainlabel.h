#pragma once

#include "ui/style/shown.h"

#include <QLabel>

namespace pl::ui {

/// The one label of this program: it shows its text as it is, never as markup, so that a name like
/// "<img src=/dev/zero>" is words and opens nothing. Too long a text is cut where it is shown, and too long a word
/// broken where lines are.
class PlainLabel : public QLabel
{
    Q_OBJECT

public:
    explicit PlainLabel(QWidget *parent = nullptr);
    explicit PlainLabel(const QString &text, QWidget *parent = nullptr);

    /// Whole, as it was set.
    const QString &text() const { return m_text; }
    void setText(const QString &text);
    void clear() { setText({}); }
    void setWordWrap(bool wraps);
    /// How many characters are shown when lines are wrapped.
    void setMost(qsizetype characters);
    void setTextFormat(Qt::TextFormat) = delete;

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void present();
    void copySelected() const;

    QString m_text;
    qsizetype m_most = 2 * kShownLine;
};

} // namespace pl::ui
