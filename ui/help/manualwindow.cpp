#include "ui/help/manualwindow.h"

#include "ui/help/manualtext.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/plainlabel.h"

#include <QDesktopServices>
#include <QKeyEvent>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QSettings>
#include <QTextDocument>
#include <QTreeWidget>
#include <QUrl>

// What the manual's window does; how it is put together is in manuallayout.cpp.

namespace pl::ui {

void ManualWindow::open(const QString &slug)
{
    if (!isVisible())
        m_before.clear();
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show(); // before it scrolls: the text has its width from then on
    raise();
    activateWindow();
    m_search->clear();
    goTo(slug);
    m_text->setFocus();
}

bool ManualWindow::goTo(const QString &slug)
{
    const QList<ManualHeading> &headings = m_text->headings();
    for (qsizetype i = 0; i < headings.size(); ++i) {
        if (headings[i].slug != slug)
            continue;
        const QScopedValueRollback going(m_isGoing, true);
        m_text->scrollTo(headings[i].position);
        choose(int(i));
        return true;
    }
    return false;
}

void ManualWindow::goBack()
{
    if (!m_before.isEmpty())
        m_text->scrollTo(m_before.takeLast());
}

void ManualWindow::openLink(const QUrl &link)
{
    m_sentence->clear();
    const bool isOnTheWeb = link.scheme() == QStringLiteral("https") || link.scheme() == QStringLiteral("http");
    const int place = m_text->top();
    if (isOnTheWeb)
        QDesktopServices::openUrl(link);
    else if (link.path().isEmpty() && goTo(link.fragment()))
        m_before += place;
    else
        m_sentence->setText(tr("%1 comes with the server. Ask whoever runs it.")
                                .arg(link.fileName().isEmpty() ? link.toString() : link.fileName()));
}

/// As the text is scrolled, the list shows where it is.
void ManualWindow::followText()
{
    if (!m_isGoing)
        choose(manualHeadingAt(m_text->headings(), m_text->top()));
}

void ManualWindow::choose(int heading)
{
    const QSignalBlocker quiet(m_list);
    m_list->setCurrentItem(itemOf(heading));
}

QTreeWidgetItem *ManualWindow::itemOf(int heading) const
{
    return m_items.value(heading);
}

QString ManualWindow::currentSlug() const
{
    const qsizetype heading = m_items.indexOf(m_list->currentItem());
    return heading < 0 ? QString() : m_text->headings().at(heading).slug;
}

void ManualWindow::search()
{
    m_hits = manualHits(m_text->document()->toRawText(), m_text->headings(), m_search->text());
    showHits();
    showHit(m_hits.isEmpty() ? -1 : 0);
}

/// The list keeps the headings over hits, and the chapters that those are in.
void ManualWindow::showHits()
{
    const bool isSearching = !m_search->text().trimmed().isEmpty();
    for (QTreeWidgetItem *item : std::as_const(m_items))
        item->setHidden(isSearching);
    for (const ManualHit &hit : std::as_const(m_hits)) {
        QTreeWidgetItem *item = itemOf(manualHeadingAt(m_text->headings(), hit.position));
        for (; item; item = item->parent())
            item->setHidden(false);
    }
}

void ManualWindow::showHit(int hit)
{
    m_hit = hit;
    const QScopedValueRollback going(m_isGoing, true);
    m_text->mark(m_hits, hit);
    if (hit >= 0) {
        m_sentence->setText(tr("%1 of %2", "a place, how many there are").arg(hit + 1).arg(m_hits.size()));
        choose(manualHeadingAt(m_text->headings(), m_hits[hit].position));
    } else if (m_search->text().trimmed().isEmpty()) {
        m_sentence->clear();
    } else {
        m_sentence->setText(tr("Nothing in the manual matches \u201C%1\u201D.").arg(m_search->text().trimmed()));
    }
}

void ManualWindow::focusSearch()
{
    m_search->focusSearch();
}

/// Esc ends the search first.
void ManualWindow::leave()
{
    if (m_search->text().isEmpty())
        close();
    else
        m_search->clear();
}

/// In the search field, Enter goes on from hit to hit, and Shift with Enter goes back.
bool ManualWindow::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_search || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *press = static_cast<QKeyEvent *>(event);
    if (press->key() == Qt::Key_Escape) {
        leave();
        return true;
    }
    if (press->key() != Qt::Key_Return && press->key() != Qt::Key_Enter)
        return QWidget::eventFilter(watched, event);
    const int count = int(m_hits.size());
    const int step = press->modifiers() & Qt::ShiftModifier ? count - 1 : 1;
    if (count > 0)
        showHit((m_hit + step) % count);
    return true;
}

} // namespace pl::ui
