#include "ui/help/manualtext.h"
#include "ui/help/manualwindow.h"
#include "ui/style/metrics.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/plaindelegate.h"
#include "ui/widgets/plainlabel.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QSettings>
#include <QShortcut>
#include <QSplitter>
#include <QTreeWidget>

// The parts of the manual's window, its list and its keys.

namespace pl::ui {
namespace {

const QString kManualGeometryKey = QStringLiteral("manual/geometry");

} // namespace

ManualWindow::ManualWindow(QSettings &settings)
    : m_settings(settings)
    , m_search(new FilterField(tr("Search the manual"), tr("Search the manual"), this))
    , m_list(new QTreeWidget(this))
    , m_sentence(new PlainLabel(this))
    , m_text(new ManualText(this))
{
    setObjectName(QStringLiteral("manual"));
    setWindowTitle(tr("Manual"));
    setAttribute(Qt::WA_QuitOnClose, false);
    build();
    fillList();
    addKeys();
    m_search->installEventFilter(this);
    connect(m_search, &QLineEdit::textChanged, this, &ManualWindow::search);
    connect(m_search, &FilterField::left, m_list, qOverload<>(&QWidget::setFocus));
    connect(m_list, &QTreeWidget::currentItemChanged, this, [this] { goTo(currentSlug()); });
    connect(m_list, &QTreeWidget::itemActivated, m_text, qOverload<>(&QWidget::setFocus));
    connect(m_text, &ManualText::anchorClicked, this, &ManualWindow::openLink);
    connect(m_text->verticalScrollBar(), &QScrollBar::valueChanged, this, &ManualWindow::followText);
    if (!restoreGeometry(settings.value(kManualGeometryKey).toByteArray()))
        resize(scaledPx(this, 1000), scaledPx(this, 760));
}

ManualWindow::~ManualWindow()
{
    if (isVisible())
        m_settings.setValue(kManualGeometryKey, saveGeometry());
}

void ManualWindow::hideEvent(QHideEvent *event)
{
    m_settings.setValue(kManualGeometryKey, saveGeometry());
    QWidget::hideEvent(event);
}

void ManualWindow::build()
{
    m_search->setObjectName(QStringLiteral("manualSearch"));
    m_search->setMaximumWidth(QWIDGETSIZE_MAX);
    m_list->setObjectName(QStringLiteral("manualList"));
    m_list->setAccessibleName(tr("Chapters"));
    m_list->setItemDelegate(new PlainDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setIndentation(scaledPx(this, 14));
    m_list->setRootIsDecorated(false);
    m_list->header()->hide();
    m_sentence->setObjectName(QStringLiteral("manualSentence"));
    m_sentence->setWordWrap(true);
    m_sentence->setForegroundRole(QPalette::PlaceholderText);
    auto *side = new QWidget(this);
    auto *rows = new QVBoxLayout(side);
    const int inset = scaledPx(this, 10);
    rows->setContentsMargins(inset, inset, inset, inset);
    for (QWidget *row : std::initializer_list<QWidget *>{m_search, m_list, m_sentence})
        rows->addWidget(row);
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->addWidget(side);
    splitter->addWidget(m_text);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    splitter->setSizes({scaledPx(this, 260), scaledPx(this, 740)});
    auto *whole = new QHBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(splitter);
}

void ManualWindow::fillList()
{
    QTreeWidgetItem *chapter = nullptr;
    for (const ManualHeading &heading : m_text->headings()) {
        const bool isSection = heading.level > 2 && chapter;
        auto *item = isSection ? new QTreeWidgetItem(chapter) : new QTreeWidgetItem(m_list);
        item->setText(0, heading.title);
        m_items += item;
        if (!isSection)
            chapter = item;
    }
    m_list->expandAll();
    choose(0);
}

void ManualWindow::addKeys()
{
    const auto add = [this](const QKeySequence &keys, auto run) {
        connect(new QShortcut(keys, this), &QShortcut::activated, this, run);
    };
    add(Qt::Key_Slash, &ManualWindow::focusSearch);
    add(Qt::CTRL | Qt::Key_F, &ManualWindow::focusSearch);
    add(Qt::ALT | Qt::Key_Left, &ManualWindow::goBack);
    add(Qt::CTRL | Qt::Key_W, [this] { close(); });
    add(Qt::Key_Escape, &ManualWindow::leave);
}

} // namespace pl::ui
