#include "ui/widgets/filterchip.h"

#include "ui/style/colors.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/style/shown.h"

#include <QKeyEvent>
#include <QMenu>
#include <QPainter>

namespace pl::ui {
namespace {

constexpr qsizetype kLongestChoice = 40;

} // namespace

FilterChip::FilterChip(const QString &title, QWidget *parent)
    : QAbstractButton(parent), m_title(title), m_menu(new QMenu(this))
{
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setAccessibleName(tr("Filter: %1").arg(title));
    m_menu->installEventFilter(this);
    connect(this, &QAbstractButton::clicked, this, &FilterChip::openMenu);
}

void FilterChip::setChoices(const QList<Choice> &choices)
{
    if (choices == m_choices)
        return; // the menu may be open
    m_choices = choices;
    m_menu->clear();
    for (const Choice &choice : choices) {
        QAction *action = m_menu->addAction(menuText(choice.text));
        action->setCheckable(true);
        action->setData(choice.key);
        action->setChecked(m_chosen.contains(choice.key));
        connect(action, &QAction::toggled, this, [this, key = choice.key](bool on) { toggled(key, on); });
    }
}

void FilterChip::setChosen(const QStringList &keys)
{
    if (keys == m_chosen)
        return;
    m_chosen = keys;
    for (QAction *action : m_menu->actions()) {
        const QSignalBlocker blocker(action);
        action->setChecked(m_chosen.contains(action->data().toString()));
    }
    setAccessibleDescription(label());
    updateGeometry();
    update();
    Q_EMIT chosenChanged(m_chosen);
}

void FilterChip::toggled(const QString &key, bool on)
{
    if (m_exclusive)
        return setChosen(on ? QStringList{key} : QStringList());
    QStringList keys;
    for (const Choice &choice : m_choices)
        if (choice.key == key ? on : m_chosen.contains(choice.key))
            keys += choice.key;
    setChosen(keys);
}

QString FilterChip::label() const
{
    QStringList texts;
    for (const Choice &choice : m_choices)
        if (m_chosen.contains(choice.key))
            texts += shown(choice.text, kLongestChoice);
    if (texts.size() > 2)
        texts = {texts.first(), tr("%n more", nullptr, int(texts.size() - 1))};
    return texts.isEmpty() ? m_title
                           : tr("%1: %2", "a filter and what is chosen").arg(m_title, texts.join(QStringLiteral(", ")));
}

QSize FilterChip::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(label()) + scaledPx(this, 38), scaledPx(this, 29)};
}

QSize FilterChip::minimumSizeHint() const
{
    return {std::min(sizeHint().width(), scaledPx(this, 92)), sizeHint().height()};
}

QRect FilterChip::markRect() const
{
    const int size = scaledPx(this, 14);
    return {width() - size - scaledPx(this, 9), (height() - size) / 2, size, size};
}

void FilterChip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colors &colors = colorsOf(this);
    const bool active = !m_chosen.isEmpty();
    painter.setPen(active || hasFocus() ? colors.accent : colors.line);
    painter.setBrush(active ? colors.blue.ground : underMouse() ? colors.hover : colors.panel);
    const qreal radius = scaledPx(this, 6);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    painter.setPen(active ? colors.blue.text : colors.text);
    const QRect room(scaledPx(this, 10), 0, markRect().left() - scaledPx(this, 13), height());
    painter.drawText(room, Qt::AlignVCenter | Qt::AlignLeft, elided(label(), fontMetrics(), room.width() + 1));
    paintIcon(&painter, markRect(), active ? QStringLiteral("x") : QStringLiteral("chevron-down"),
              active ? colors.blue.text : colors.secondText);
}

void FilterChip::mouseReleaseEvent(QMouseEvent *event)
{
    const QRect cross = markRect().adjusted(-scaledPx(this, 4), -height(), scaledPx(this, 9), height());
    if (event->button() == Qt::LeftButton && !m_chosen.isEmpty() && cross.contains(event->position().toPoint())) {
        setDown(false);
        clear();
        return;
    }
    QAbstractButton::mouseReleaseEvent(event);
}

void FilterChip::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        clear();
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Down:
        openMenu();
        break;
    default:
        QAbstractButton::keyPressEvent(event);
    }
}

void FilterChip::openMenu()
{
    m_menu->popup(mapToGlobal(QPoint(0, height() + scaledPx(this, 3))));
    if (!m_menu->actions().isEmpty())
        m_menu->setActiveAction(m_menu->actions().constFirst());
}

/// Keeps the menu open, so that several can be chosen.
bool FilterChip::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_menu || !m_menu->isVisible())
        return QAbstractButton::eventFilter(watched, event);
    const bool released = event->type() == QEvent::MouseButtonRelease;
    const bool pressed = event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Space;
    QAction *action =
        released ? m_menu->actionAt(static_cast<QMouseEvent *>(event)->position().toPoint()) : m_menu->activeAction();
    if ((!released && !pressed) || !action)
        return QAbstractButton::eventFilter(watched, event);
    action->toggle();
    return true;
}

} // namespace pl::ui
