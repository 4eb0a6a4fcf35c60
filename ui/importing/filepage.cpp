#include "ui/importing/filepage.h"

#include "ui/importing/importdesk.h"
#include "ui/importing/importwords.h"
#include "ui/style/metrics.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/statepage.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace pl::ui {
namespace {

/// Of an import in this state; empty when nothing is left to undo.
QString undoText(ImportState state)
{
    switch (state) {
    case ImportState::Running:
        return FilePage::tr("Undo what was imported");
    case ImportState::Done:
        return FilePage::tr("Undo");
    case ImportState::Undoing:
        return FilePage::tr("Undo the rest");
    case ImportState::Undone:
        break;
    }
    return {};
}

} // namespace

FilePage::FilePage(OfficeContext &context, ImportDesk &desk, QWidget *parent)
    : QWidget(parent), m_context(context), m_desk(desk), m_state(new StatePage(this)), m_recent(new QWidget(this))
{
    m_state->setObjectName(QStringLiteral("importFileState"));
    m_recent->setObjectName(QStringLiteral("recentImports"));
    setFocusProxy(m_state->findChild<QPushButton *>(QStringLiteral("stateAction")));
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(m_state, 1);
    rows->addWidget(m_recent);
    m_recentRows = new QVBoxLayout(m_recent);
    m_recentRows->setContentsMargins(scaledPx(this, 14), scaledPx(this, 9), scaledPx(this, 14), scaledPx(this, 14));
    m_recentRows->setSpacing(scaledPx(this, 4));
    connect(m_state, &StatePage::actionTriggered, this, [this] {
        if (m_desk.work() == ImportDesk::Work::None)
            Q_EMIT chooseWanted();
        else if (m_desk.work() == ImportDesk::Work::Reading)
            m_desk.cancel();
    });
    connect(&desk, &ImportDesk::recentChanged, this, &FilePage::fillRecent);
    fillRecent();
}

void FilePage::refresh()
{
    const bool isReading = m_desk.work() == ImportDesk::Work::Reading;
    if (isReading)
        m_state->present(QStringLiteral("loader-circle"), tr("Reading %1\u2026").arg(m_desk.fileName()), {},
                         tr("Cancel"));
    else if (m_desk.work() == ImportDesk::Work::Undoing)
        m_state->present(QStringLiteral("loader-circle"), tr("Taking the import back\u2026"), {});
    else if (!m_desk.problem().isEmpty())
        m_state->present(QStringLiteral("triangle-alert"), tr("This file can’t be imported"), m_desk.problem(),
                         tr("Choose another file\u2026"));
    else
        m_state->present(
            QStringLiteral("download"), tr("Import leads or plumbers"),
            tr("Drop a CSV, TSV or Excel (.xlsx) file on the window, or choose one. You see every row before "
               "anything is written, and can undo the whole import."),
            tr("Choose a file\u2026"));
    fillRecent();
}

void FilePage::fillRecent()
{
    qDeleteAll(m_recent->findChildren<QWidget *>(Qt::FindDirectChildrenOnly));
    while (QLayoutItem *item = m_recentRows->takeAt(0))
        delete item;
    m_recent->setVisible(!m_desk.recent().isEmpty());
    if (m_desk.recent().isEmpty())
        return;
    auto *title = new PlainLabel(tr("Recent imports"), m_recent);
    title->setFont(scaledFont(font(), 1.0, QFont::Bold));
    m_recentRows->addWidget(title);
    for (int i = 0; i < std::min<int>(6, int(m_desk.recent().size())); ++i)
        addRecent(i);
}

void FilePage::addRecent(int number)
{
    const ImportRecord &record = m_desk.recent().at(number);
    auto *line = new QWidget(m_recent);
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(new PlainLabel(importRecordText(record, m_context.userEmail, m_context.clock()), line), 1);
    const auto addButton = [&](const QString &text, auto pressed) {
        auto *button = new QPushButton(text, line);
        button->setEnabled(m_desk.work() == ImportDesk::Work::None);
        // Queued: the answer replaces the button.
        connect(button, &QPushButton::clicked, &m_desk, pressed, Qt::QueuedConnection);
        row->addWidget(button);
        return button;
    };
    if (record.state == ImportState::Running)
        addButton(tr("Keep it"), [this, id = record.id] {
            m_desk.keep(id);
        })->setObjectName(QStringLiteral("keepImport%1").arg(number));
    if (const QString text = undoText(record.state); !text.isEmpty())
        addButton(text, [this, id = record.id] {
            m_desk.undo(id);
        })->setObjectName(QStringLiteral("undoImport%1").arg(number));
    m_recentRows->addWidget(line);
}

} // namespace pl::ui
