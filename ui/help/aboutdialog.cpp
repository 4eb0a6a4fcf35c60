#include "ui/help/aboutdialog.h"

#include "models/base/version.h"
#include "ui/help/components.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/plaindelegate.h"
#include "ui/widgets/plainlabel.h"

#include <QBoxLayout>
#include <QFontDatabase>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>

namespace pl::ui {
namespace {

constexpr int kNoticeRole = Qt::UserRole;

} // namespace

AboutDialog::AboutDialog(QWidget *parent)
    : QDialog(parent), m_list(new QListWidget(this)), m_text(new QPlainTextEdit(this))
{
    setObjectName(QStringLiteral("aboutDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowModality(Qt::WindowModal);
    setWindowTitle(tr("About Plumber Leads"));
    auto *rows = new QVBoxLayout(this);
    const int margin = scaledPx(this, 20);
    rows->setContentsMargins(margin, margin, margin, margin);
    rows->setSpacing(scaledPx(this, 12));
    addHead(rows);
    addLicenses(rows);
    addClose(rows);
    fillList();
    resize(scaledPx(this, 860), scaledPx(this, 560));
    m_list->setFocus();
}

void AboutDialog::addHead(QVBoxLayout *rows)
{
    auto *picture = new PlainLabel(this);
    picture->setPixmap(iconPixmap(QStringLiteral("plumber-leads"), scaledPx(this, 48), Qt::black, devicePixelRatioF()));
    auto *name = new PlainLabel(tr("Plumber Leads %1").arg(versionText()), this);
    name->setObjectName(QStringLiteral("aboutVersion"));
    name->setTextInteractionFlags(Qt::TextSelectableByMouse);
    QFont large = name->font();
    large.setPixelSize(scaledPx(this, 18));
    large.setBold(true);
    name->setFont(large);
    auto *words = new PlainLabel(tr("Assigns incoming leads to plumbers. Free software under the GNU General Public "
                                    "License, version 3 or later, with the work of the people below."),
                                 this);
    words->setWordWrap(true);
    auto *head = new QHBoxLayout;
    head->setSpacing(scaledPx(this, 14));
    head->addWidget(picture, 0, Qt::AlignTop);
    auto *lines = new QVBoxLayout;
    lines->addWidget(name);
    lines->addWidget(words);
    head->addLayout(lines, 1);
    rows->addLayout(head);
}

void AboutDialog::addLicenses(QVBoxLayout *rows)
{
    m_list->setObjectName(QStringLiteral("aboutList"));
    m_list->setAccessibleName(tr("What the program is made of"));
    m_list->setItemDelegate(new RowDelegate(m_list));
    m_list->setFixedWidth(scaledPx(this, 200));
    m_text->setObjectName(QStringLiteral("aboutText"));
    m_text->setAccessibleName(tr("License"));
    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPixelSize(scaledPx(this, 12)); // a license has lines of 80
    m_text->setFont(fixed);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(scaledPx(this, 12));
    columns->addWidget(m_list);
    columns->addWidget(m_text, 1);
    rows->addLayout(columns, 1);
    connect(m_list, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem *item) {
        m_text->setPlainText(item ? item->data(kNoticeRole).toString() : QString());
    });
}

void AboutDialog::addClose(QVBoxLayout *rows)
{
    auto *close = new QPushButton(tr("Close"), this);
    close->setObjectName(QStringLiteral("aboutClose"));
    close->setDefault(true);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    auto *line = new QHBoxLayout;
    line->addStretch();
    line->addWidget(close);
    rows->addLayout(line);
}

void AboutDialog::fillList()
{
    const auto add = [this](const QString &name, const QString &notice) {
        auto *item = new QListWidgetItem(name, m_list);
        item->setData(kNoticeRole, notice);
    };
    add(QStringLiteral("Plumber Leads"), programLicense()); // no-tr: a name
    const QList<Component> components = desktopComponents();
    for (const Component &component : components)
        add(component.name, noticeOf(component));
    m_list->setCurrentRow(0);
}

} // namespace pl::ui
