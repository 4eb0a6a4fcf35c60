#include "ui/settings/settingsview.h"

#include "ui/settings/settingspart.h"
#include "ui/style/colors.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/style/shown.h"
#include "ui/widgets/plaindelegate.h"
#include "ui/widgets/plainmessagebox.h"

#include <QBoxLayout>
#include <QListWidget>
#include <QPainter>
#include <QPushButton>
#include <QStackedWidget>

namespace pl::ui {
namespace {

constexpr int kKeyRole = Qt::UserRole;
constexpr int kIconRole = Qt::UserRole + 1;
constexpr int kIconsOnlyBelow = 760; ///< width of the page at 13 px text

const QString kThisComputer = QStringLiteral("computer");

/// Where a part stands. One that the page doesn't know comes before "This computer".
int placeOf(const QString &key)
{
    static const QStringList order{
        QStringLiteral("office"),    QStringLiteral("people"),      QStringLiteral("prices"),
        QStringLiteral("deadlines"), QStringLiteral("dispatch"),    QStringLiteral("templates"),
        QStringLiteral("keeping"),   QStringLiteral("connections"), QStringLiteral("server")};
    if (key == kThisComputer)
        return int(order.size()) + 1;
    const qsizetype place = order.indexOf(key);
    return int(place < 0 ? order.size() : place);
}

/// Paints a part's line: its icon and its title.
class PartDelegate : public RowDelegate
{
public:
    using RowDelegate::RowDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Colors &colors = colorsOf(option.palette);
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
        painter->fillRect(option.rect, selected ? colors.selection : hovered ? colors.hover : colors.panel);
        const int size = scaledPx(option.font, 16);
        const QRect icon(option.rect.left() + scaledPx(option.font, 10),
                         option.rect.top() + (option.rect.height() - size) / 2, size, size);
        paintIcon(painter, icon, index.data(kIconRole).toString(), colors.text);
        const QRect cell = option.rect.adjusted(scaledPx(option.font, 36), 0, -scaledPx(option.font, 6), 0);
        if (cell.width() <= 0)
            return;
        painter->setPen(colors.text);
        painter->setFont(option.font);
        painter->drawText(cell, int(Qt::AlignVCenter | Qt::AlignLeft) | Qt::TextSingleLine,
                          elided(index.data().toString(), option.fontMetrics, cell.width()));
    }
};

} // namespace

SettingsView::SettingsView(QWidget *parent)
    : QWidget(parent), m_list(new QListWidget(this)), m_pages(new QStackedWidget(this))
{
    setObjectName(QStringLiteral("settingsView"));
    m_list->setObjectName(QStringLiteral("settingsParts"));
    m_list->setAccessibleName(tr("Settings"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setItemDelegate(new PartDelegate(m_list));
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_pages->addWidget(new QWidget(m_pages)); // until a part is chosen: to show one may load it
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(1); // for the line
    row->addWidget(m_list);
    row->addWidget(m_pages, 1);
    connect(m_list, &QListWidget::currentRowChanged, this, &SettingsView::listMoved);
}

void SettingsView::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(m_list->geometry().right() + 1, 0, 1, height(), colorsOf(this).line);
}

void SettingsView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool isNarrow = width() < scaledPx(this, kIconsOnlyBelow);
    m_list->setFixedWidth(scaledPx(this, isNarrow ? 36 : 196));
}

QListWidgetItem *SettingsView::addItem(const QString &key, const Part &part)
{
    int row = 0;
    while (row < m_list->count() && placeOf(m_list->item(row)->data(kKeyRole).toString()) <= placeOf(key))
        ++row;
    auto *item = new QListWidgetItem(part.title);
    item->setData(kKeyRole, key);
    item->setData(kIconRole, part.icon);
    const QSignalBlocker quiet(m_list); // the first item would become the current one
    m_list->insertItem(row, item);
    return item;
}

void SettingsView::addPart(const QString &key, const QString &icon, const QString &title, QWidget *part)
{
    Part added{icon, title, part, nullptr};
    added.item = addItem(key, added);
    m_pages->addWidget(part);
    m_parts.insert(key, added);
    selectCurrent();
}

QStringList SettingsView::partKeys() const
{
    QStringList keys;
    for (int row = 0; row < m_list->count(); ++row)
        keys += m_list->item(row)->data(kKeyRole).toString();
    return keys;
}

QString SettingsView::titleOf(const QString &key) const
{
    return m_parts.value(key).title;
}

QString SettingsView::iconOf(const QString &key) const
{
    return m_parts.value(key).icon;
}

QWidget *SettingsView::part(const QString &key) const
{
    return m_parts.value(key).widget;
}

void SettingsView::showPart(const QString &key)
{
    if (!m_parts.contains(key))
        return;
    const auto go = [this, key] {
        present(key);
        focusPart();
    };
    key == m_current ? go() : leave(go);
}

void SettingsView::present(const QString &key)
{
    m_current = key;
    selectCurrent();
    m_pages->setCurrentWidget(m_parts[key].widget);
    Q_EMIT partShown(key);
}

void SettingsView::focusPart()
{
    QWidget *shown = part(m_current);
    if (auto *able = dynamic_cast<SettingsPart *>(shown))
        able->focusFirst();
    else if (shown)
        shown->setFocus();
}

void SettingsView::focusList()
{
    m_list->setFocus();
}

/// The list stays on the part that is shown until the person has left it.
void SettingsView::listMoved()
{
    const QListWidgetItem *item = m_list->currentItem();
    const QString key = item ? item->data(kKeyRole).toString() : QString();
    if (key.isEmpty() || key == m_current)
        return;
    leave([this, key] { present(key); });
    selectCurrent();
}

void SettingsView::selectCurrent()
{
    const QSignalBlocker quiet(m_list);
    m_list->setCurrentItem(m_parts.value(m_current).item);
}

bool SettingsView::hasUnsavedChanges() const
{
    const auto *able = dynamic_cast<const SettingsPart *>(part(m_current));
    return able && able->hasUnsavedChanges();
}

void SettingsView::leave(const std::function<void()> &go)
{
    if (!hasUnsavedChanges())
        go();
    else if (!m_question)
        ask(go);
}

void SettingsView::ask(const std::function<void()> &go)
{
    auto *able = dynamic_cast<SettingsPart *>(part(m_current));
    m_question = new PlainMessageBox(this);
    m_question->setObjectName(QStringLiteral("unsavedSettings"));
    m_question->setAttribute(Qt::WA_DeleteOnClose);
    m_question->setIcon(PlainMessageBox::Question);
    m_question->setText(tr("Save your changes to \u201C%1\u201D?").arg(titleOf(m_current)));
    m_question->setInformativeText(tr("They are lost if you discard them."));
    QPushButton *save = m_question->addButton(tr("Save"), PlainMessageBox::AcceptRole);
    QPushButton *discard = m_question->addButton(tr("Discard"), PlainMessageBox::DestructiveRole);
    QPushButton *stay = m_question->addButton(tr("Keep editing"), PlainMessageBox::RejectRole);
    save->setObjectName(QStringLiteral("saveAndLeave"));
    discard->setObjectName(QStringLiteral("discardAndLeave"));
    stay->setObjectName(QStringLiteral("keepEditing"));
    m_question->setDefaultButton(save);
    m_question->setEscapeButton(stay);
    connect(save, &QPushButton::clicked, this, [able, go] { able->saveChanges(go); });
    connect(discard, &QPushButton::clicked, this, [able, go] {
        able->discardChanges();
        go();
    });
    m_question->open();
}

} // namespace pl::ui
