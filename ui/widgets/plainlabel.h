#pragma once

#include "ui/style/shown.h"

#include <QLabel>

namespace pl::ui {

/// The only label of this program. Shows its text as it is, never as markup, so a name like "<img src=/dev/zero>" opens
/// no file. Cuts long texts on screen and, if lines wrap, breaks long words.
class PlainLabel : public QLabel
{
    Q_OBJECT

public:
    explicit PlainLabel(QWidget *parent = nullptr);
    explicit PlainLabel(const QString &text, QWidget *parent = nullptr);

    /// The whole text, as it was set.
    const QString &text() const { return m_text; }
    void setText(const QString &text);
    void clear() { setText({}); }
    void setWordWrap(bool wraps);
    /// The most characters shown when lines wrap.
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
