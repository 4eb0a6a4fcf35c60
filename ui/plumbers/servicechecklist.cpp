#include "ui/plumbers/servicechecklist.h"

#include "models/base/foldedtext.h"
#include "ui/style/colors.h"
#include "ui/style/metrics.h"
#include "ui/widgets/plaindelegate.h"
#include "ui/widgets/plainlabel.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace pl::ui {

namespace {

/// Paints the current row in the muted selection color, so that the check marks stand out.
class ServiceDelegate : public PlainDelegate
{
public:
    using PlainDelegate::PlainDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        return {PlainDelegate::sizeHint(option, index).width(), scaledPx(option.font, 25)};
    }

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        PlainDelegate::initStyleOption(option, index);
        const Colors &colors = colorsOf(option->palette);
        option->palette.setColor(QPalette::Highlight, colors.selection);
        option->palette.setColor(QPalette::HighlightedText, colors.text);
    }
};

} // namespace

ServiceChecklist::ServiceChecklist(QWidget *parent)
    : QWidget(parent), m_filter(new QLineEdit(this)), m_list(new QListWidget(this)), m_summary(new PlainLabel(this))
{
    setFocusProxy(m_filter);
    m_filter->setObjectName(QStringLiteral("serviceFilter"));
    m_filter->setPlaceholderText(tr("Type to narrow the list"));
    m_filter->setClearButtonEnabled(true);
    m_filter->installEventFilter(this);
    m_list->setObjectName(QStringLiteral("serviceList"));
    m_list->setItemDelegate(new ServiceDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setMinimumHeight(scaledPx(this, 150));
    m_summary->setFont(scaledFont(font(), kSmallText));
    m_summary->setForegroundRole(QPalette::PlaceholderText);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(scaledPx(this, 6));
    rows->addWidget(m_filter);
    rows->addWidget(m_list, 1);
    rows->addWidget(m_summary);
    connect(m_filter, &QLineEdit::textChanged, this, &ServiceChecklist::filter);
    connect(m_list, &QListWidget::itemChanged, this, [this] {
        summarize();
        Q_EMIT servicesChanged();
    });
}

void ServiceChecklist::setServices(const QList<Service> &services, const QStringList &chosen)
{
    QStringList names = chosen;
    for (const Service &service : services)
        if (service.active && !names.contains(service.name))
            names += service.name;
    std::sort(names.begin(), names.end(),
              [](const QString &a, const QString &b) { return QString::localeAwareCompare(a, b) < 0; });
    {
        const QSignalBlocker quiet(m_list);
        m_list->clear();
        for (const QString &name : std::as_const(names)) {
            auto *item = new QListWidgetItem(name, m_list);
            item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
            item->setCheckState(chosen.contains(name) ? Qt::Checked : Qt::Unchecked);
        }
    }
    m_filter->clear();
    m_list->setCurrentRow(0);
    summarize();
}

QStringList ServiceChecklist::services() const
{
    QStringList ticked;
    for (int row = 0; row < m_list->count(); ++row)
        if (m_list->item(row)->checkState() == Qt::Checked)
            ticked += m_list->item(row)->text();
    return ticked;
}

void ServiceChecklist::check(const QStringList &chosen)
{
    for (int row = 0; row < m_list->count(); ++row)
        m_list->item(row)->setCheckState(chosen.contains(m_list->item(row)->text()) ? Qt::Checked : Qt::Unchecked);
}

bool ServiceChecklist::eventFilter(QObject *watched, QEvent *event)
{
    // From the filter, Down moves to the list, where Space checks an item.
    if (watched == m_filter && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent *>(event)->key() == Qt::Key_Down) {
        m_list->setFocus(Qt::TabFocusReason);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void ServiceChecklist::filter(const QString &text)
{
    const SearchWords wanted(text);
    QListWidgetItem *first = nullptr;
    for (int row = 0; row < m_list->count(); ++row) {
        QListWidgetItem *item = m_list->item(row);
        const bool hit = wanted.occurIn(folded(item->text()));
        item->setHidden(!hit);
        if (hit && !first)
            first = item;
    }
    m_list->setCurrentItem(first);
}

void ServiceChecklist::summarize()
{
    const auto count = services().size();
    if (m_list->count() == 0)
        return m_summary->setText(tr("The office has no services yet. An admin can add them under Prices."));
    m_summary->setText(count == 0
                           ? tr("None chosen. A plumber without services is never suggested.")
                           : tr("%1 of %2 chosen").arg(QLocale().toString(count), QLocale().toString(m_list->count())));
}

} // namespace pl::ui
