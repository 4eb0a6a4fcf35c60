#include "ui/widgets/plainlabel.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>

namespace pl::ui {
namespace {

constexpr qsizetype kUnwrapped = 120; // leaves room for what is beside it

} // namespace

PlainLabel::PlainLabel(QWidget *parent) : QLabel(parent)
{
    QLabel::setTextFormat(Qt::PlainText);
}

PlainLabel::PlainLabel(const QString &text, QWidget *parent) : PlainLabel(parent)
{
    setText(text);
}

void PlainLabel::setText(const QString &text)
{
    m_text = text;
    present();
}

void PlainLabel::setWordWrap(bool wraps)
{
    QLabel::setWordWrap(wraps);
    present();
}

void PlainLabel::setMost(qsizetype characters)
{
    m_most = characters;
    present();
}

void PlainLabel::present()
{
    const QString wanted = wordWrap() ? shownInLines(m_text, m_most) : shown(m_text, kUnwrapped);
    // Setting the same text again would drop the selection, and an empty one the pixmap.
    if (wanted != QLabel::text())
        QLabel::setText(wanted);
}

void PlainLabel::copySelected() const
{
    // Without the break points added to long words, such as links.
    QGuiApplication::clipboard()->setText(selectedText().remove(QChar(0x200B)));
}

void PlainLabel::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy) && hasSelectedText())
        copySelected();
    else
        QLabel::keyPressEvent(event);
}

void PlainLabel::contextMenuEvent(QContextMenuEvent *event)
{
    if (!textInteractionFlags().testFlag(Qt::TextSelectableByMouse))
        return QLabel::contextMenuEvent(event);
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("&Copy"), this, &PlainLabel::copySelected)->setEnabled(hasSelectedText());
    menu->addAction(tr("Select &all"), this, [this] { setSelection(0, int(QLabel::text().size())); });
    menu->popup(event->globalPos());
}

} // namespace pl::ui
