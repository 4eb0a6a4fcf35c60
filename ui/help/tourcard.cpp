#include "ui/help/tourcard.h"

#include "ui/help/actionkeys.h"
#include "ui/help/tour.h"
#include "ui/style/colors.h"
#include "ui/style/metrics.h"
#include "ui/style/shown.h"
#include "ui/style/style.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/quitkey.h"

#include <QAccessible>
#include <QAction>
#include <QBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QPushButton>

namespace pl::ui {

TourCard::TourCard(QWidget *parent)
    : QFrame(parent)
    , m_title(new PlainLabel(this))
    , m_text(new PlainLabel(this))
    , m_keys(new QWidget(this))
    , m_number(new PlainLabel(this))
    , m_skip(newButton("tourSkip", tr("Skip the tour"), &TourCard::skipWanted))
    , m_back(newButton("tourBack", tr("Back"), &TourCard::backWanted))
    , m_next(newButton("tourNext", tr("Next"), &TourCard::nextWanted))
{
    setObjectName(QStringLiteral("tourCard"));
    setFocusPolicy(Qt::StrongFocus);
    m_title->setObjectName(QStringLiteral("tourTitle"));
    m_title->setFont(scaledFont(font(), 1.08, QFont::DemiBold));
    m_title->setWordWrap(true);
    m_text->setObjectName(QStringLiteral("tourText"));
    m_text->setWordWrap(true);
    m_number->setObjectName(QStringLiteral("tourNumber"));
    m_number->setForegroundRole(QPalette::PlaceholderText);
    auto *layout = new QVBoxLayout(this);
    const int margin = scaledPx(this, 16);
    layout->setContentsMargins(margin, margin, margin, margin);
    layout->setSpacing(scaledPx(this, 8));
    layout->addWidget(m_title);
    layout->addWidget(m_text);
    layout->addWidget(m_keys);
    (new QVBoxLayout(m_keys))->setContentsMargins(0, 0, 0, 0);
    layout->addStretch();
    buildButtons(layout);
}

QPushButton *TourCard::newButton(const char *name, const QString &text, void (TourCard::*pressed)())
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(QLatin1StringView(name));
    button->installEventFilter(this);
    connect(button, &QPushButton::clicked, this, pressed);
    return button;
}

void TourCard::buildButtons(QVBoxLayout *layout)
{
    makePrimary(m_next);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_number);
    buttons->addStretch();
    for (QPushButton *button : {m_skip, m_back, m_next})
        buttons->addWidget(button);
    layout->addSpacing(scaledPx(this, 4));
    layout->addLayout(buttons);
}

void TourCard::present(const TourStop &stop, int number, int count)
{
    m_title->setText(stop.title);
    m_text->setText(stop.text);
    m_number->setText(tr("%1 of %2", "a stop of the tour").arg(number).arg(count));
    m_skip->setVisible(number < count);
    m_back->setVisible(number > 1);
    m_next->setText(number < count ? tr("Next") : tr("Done"));
    showKeys(stop);
    setAccessibleName(stop.title);
    setFocus(Qt::OtherFocusReason);
    QAccessibleEvent focused(this, QAccessible::Focus); // it had the focus before, with other words
    QAccessible::updateAccessibility(&focused);
}

/// The keys as they are now, each with what it does; the description says them, too.
void TourCard::showKeys(const TourStop &stop)
{
    qDeleteAll(m_keys->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly));
    QStringList described{stop.text};
    auto *rows = static_cast<QVBoxLayout *>(m_keys->layout());
    for (const QAction *action : stop.actions) {
        if (!action || action->shortcuts().isEmpty())
            continue;
        auto *line = new QWidget(m_keys);
        auto *row = new QHBoxLayout(line);
        row->setContentsMargins(0, 0, 0, 0);
        auto *keys = new ActionKeys(action, line);
        auto *words = new PlainLabel(wordsOfMenuText(action->text()), line);
        row->addWidget(keys);
        row->addWidget(words, 1);
        rows->addWidget(line);
        line->show(); // a moment later the layout would do it, and the card's height is wanted now
        described += tr("%1: %2", "keys and what they do").arg(keys->accessibleName(), words->text());
    }
    m_keys->setVisible(described.size() > 1);
    rows->activate();
    setAccessibleDescription(described.join(u' '));
}

int TourCard::heightFor(int width)
{
    ensurePolished();
    layout()->activate();
    return layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(width) : sizeHint().height();
}

bool TourCard::event(QEvent *event)
{
    // No shortcut of the window fires while the card takes the key.
    if (event->type() == QEvent::ShortcutOverride && !isQuitKey(*static_cast<QKeyEvent *>(event))) {
        event->accept();
        return true;
    }
    return QFrame::event(event);
}

/// A button has the focus: the tour's keys work all the same, and Enter presses it.
bool TourCard::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    auto *key = static_cast<QKeyEvent *>(event);
    switch (key->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!key->isAutoRepeat())
            static_cast<QPushButton *>(watched)->click();
        return true;
    case Qt::Key_Left:
    case Qt::Key_Right:
        keyPressEvent(key);
        return true;
    default:
        return QFrame::eventFilter(watched, event);
    }
}

void TourCard::keyPressEvent(QKeyEvent *event)
{
    event->accept();
    if (event->isAutoRepeat()) // a key that is held doesn't run through
        return;
    switch (event->key()) {
    case Qt::Key_Right:
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        return Q_EMIT nextWanted();
    case Qt::Key_Left:
        return Q_EMIT backWanted();
    case Qt::Key_Escape:
        return Q_EMIT skipWanted();
    default:
        break;
    }
}

bool TourCard::focusNextPrevChild(bool next)
{
    QList<QWidget *> places{this};
    for (QPushButton *button : {m_skip, m_back, m_next})
        if (!button->isHidden())
            places += button;
    const qsizetype now = std::max<qsizetype>(0, places.indexOf(window()->focusWidget()));
    const qsizetype then = (now + (next ? 1 : places.size() - 1)) % places.size();
    places[then]->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    return true;
}

void TourCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colors &colors = colorsOf(this);
    const qreal radius = scaledPx(this, 8);
    painter.setPen(hasFocus() ? colors.accent : colors.line);
    painter.setBrush(colors.panel);
    painter.drawRoundedRect(crisp(rect()), radius, radius);
}

} // namespace pl::ui
