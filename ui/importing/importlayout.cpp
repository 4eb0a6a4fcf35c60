#include "ui/importing/checkpage.h"
#include "ui/importing/columnspage.h"
#include "ui/importing/filepage.h"
#include "ui/importing/importdesk.h"
#include "ui/importing/importview.h"
#include "ui/style/metrics.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintooltip.h"
#include "ui/widgets/statepage.h"
#include "ui/widgets/viewbar.h"

#include <QAction>
#include <QHBoxLayout>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>

// Builds the page that imports; importview.cpp has the behavior.

namespace pl::ui {

ImportView::ImportView(OfficeContext &context, replica::Importer &importer, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_importer(importer)
    , m_desk(new ImportDesk(context, importer, this))
    , m_parts(new QStackedWidget(this))
    , m_file(new FilePage(context, *m_desk, this))
    , m_columns(new ColumnsPage(*m_desk, this))
    , m_check(new CheckPage(*m_desk, this))
    , m_run(new StatePage(this))
{
    setObjectName(QStringLiteral("importView"));
    m_run->setObjectName(QStringLiteral("importRunState"));
    for (QWidget *part : std::initializer_list<QWidget *>{m_file, m_columns, m_check, m_run})
        m_parts->addWidget(part);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(buildHeader());
    rows->addWidget(m_parts, 1);
    rows->addWidget(buildFooter());
    connect(m_desk, &ImportDesk::changed, this, &ImportView::refresh);
    connect(m_desk, &ImportDesk::rowChecked, this, &ImportView::showButtons);
    connect(m_desk, &ImportDesk::progressed, m_progress, &QProgressBar::setValue);
    connect(m_desk, &ImportDesk::said, this, [this](const QString &sentence, bool isProblem, bool canUndo) {
        Q_EMIT noticeWanted(sentence, isProblem ? Notice::Kind::Problem : Notice::Kind::Done,
                            canUndo ? tr("Undo") : QString(), [this, canUndo] {
                                if (canUndo)
                                    Q_EMIT undoRequested();
                            });
    });
    connect(m_file, &FilePage::chooseWanted, this, &ImportView::chooseFile);
    connect(m_check, &CheckPage::saveFaultsWanted, this, &ImportView::saveFaults);
    connect(m_run, &StatePage::actionTriggered, this, [this] {
        if (m_desk->outcome())
            Q_EMIT rowsWanted(m_desk->rules().kind == ImportKind::Plumbers);
        else
            m_desk->startOver();
    });
    connect(m_run, &StatePage::secondActionTriggered, this, [this] { m_desk->undo(m_desk->outcome()->id); });
    refresh();
}

QWidget *ImportView::buildHeader()
{
    auto *header = new ViewBar(this);
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(scaledPx(this, 14), scaledPx(this, 9), scaledPx(this, 14), scaledPx(this, 9));
    row->setSpacing(scaledPx(this, 16));
    auto *title = new PlainLabel(tr("Import"), header);
    title->setFont(scaledFont(font(), kViewTitle, QFont::Bold));
    row->addWidget(title);
    for (const QString &step : {tr("1 File"), tr("2 Columns"), tr("3 Check"), tr("4 Import")}) {
        auto *label = new PlainLabel(step, header);
        row->addWidget(label);
        m_steps += label;
    }
    row->addStretch();
    return header;
}

QWidget *ImportView::buildFooter()
{
    auto *footer = new QWidget(this);
    auto *row = new QHBoxLayout(footer);
    row->setContentsMargins(scaledPx(this, 14), scaledPx(this, 9), scaledPx(this, 14), scaledPx(this, 9));
    m_progress = new QProgressBar(footer);
    m_progress->setObjectName(QStringLiteral("importProgress"));
    m_progress->setAccessibleName(tr("Progress"));
    m_progress->setRange(0, 100);
    m_cancel = new QPushButton(tr("Cancel"), footer);
    m_cancel->setObjectName(QStringLiteral("importCancel"));
    m_back = new QPushButton(tr("Back"), footer);
    m_back->setObjectName(QStringLiteral("importBack"));
    m_back->setShortcut(QKeySequence(Qt::ALT | Qt::Key_Left));
    setPlainToolTip(m_back, withKeys(tr("Back"), {m_back->shortcut()}));
    m_next = new QPushButton(footer);
    m_next->setObjectName(QStringLiteral("importNext"));
    m_next->setDefault(true);
    row->addWidget(m_progress, 1);
    row->addWidget(m_cancel);
    row->addStretch();
    row->addWidget(m_back);
    row->addWidget(m_next);
    connect(m_cancel, &QPushButton::clicked, m_desk, &ImportDesk::cancel);
    connect(m_back, &QPushButton::clicked, m_desk, &ImportDesk::goBack);
    connect(m_next, &QPushButton::clicked, this, &ImportView::goOn);
    auto *next = new QAction(this);
    next->setShortcuts({QKeySequence(Qt::CTRL | Qt::Key_Return), QKeySequence(Qt::CTRL | Qt::Key_Enter)});
    next->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(next, &QAction::triggered, m_next, &QPushButton::click);
    setActionToolTip(m_next, next, tr("Go on"));
    addAction(next);
    return footer;
}

} // namespace pl::ui
