// The part of PlumberPane that builds its page.

#include "ui/plumbers/plumberhistorylist.h"
#include "ui/plumbers/plumberpane.h"
#include "ui/plumbers/plumberwarnings.h"
#include "ui/style/metrics.h"
#include "ui/widgets/actionbutton.h"
#include "ui/widgets/chiplabel.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/factrow.h"
#include "ui/widgets/linklist.h"
#include "ui/widgets/plainlabel.h"

#include <QAction>
#include <QBoxLayout>
#include <QGridLayout>
#include <QToolButton>

namespace pl::ui {

QWidget *PlumberPane::buildPage(const QList<QAction *> &actions)
{
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    const int inset = scaledPx(this, 16);
    layout->setContentsMargins(inset, inset, inset, inset);
    layout->setSpacing(scaledPx(this, 12));
    layout->addWidget(buildHeader());
    layout->addWidget(m_warnings = new PlumberWarnings(page));
    connect(m_warnings, &PlumberWarnings::plumberWanted, this, &PlumberPane::plumberWanted);
    layout->addWidget(buildButtons(actions));
    layout->addWidget(buildFacts());
    layout->addWidget(makeTitle(tr("Last %n day(s)", nullptr, kRecordDays)));
    layout->addWidget(buildFigures());
    layout->addWidget(m_cut = new PlainLabel(page));
    m_cut->setObjectName(QStringLiteral("plumberAnswersCut"));
    m_cut->setWordWrap(true);
    m_cut->setForegroundRole(QPalette::PlaceholderText);
    buildLists(layout);
    layout->addWidget(m_historyTitle = makeTitle(tr("History")));
    layout->addWidget(m_history = new PlumberHistoryList(m_context, page));
    m_historyTitle->setVisible(bool(m_context.plumberHistory));
    m_history->setVisible(bool(m_context.plumberHistory));
    layout->addStretch();
    return page;
}

QWidget *PlumberPane::buildHeader()
{
    auto *header = new QWidget(this);
    m_name = new ElidedLabel(header);
    m_name->setObjectName(QStringLiteral("plumberName"));
    m_name->setFont(scaledFont(font(), kTitle, QFont::Bold));
    m_verified = new ChipLabel(header);
    m_verified->setObjectName(QStringLiteral("plumberVerified"));
    m_status = new ChipLabel(header);
    m_status->setObjectName(QStringLiteral("plumberStatus"));
    auto *line = new QHBoxLayout(header);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(m_name, 1);
    line->addWidget(m_verified);
    line->addWidget(m_status);
    line->addWidget(closeButton());
    return header;
}

/// Two in a line: the pane is narrow, and their words are long.
QWidget *PlumberPane::buildButtons(const QList<QAction *> &actions)
{
    auto *box = new QWidget(this);
    auto *rows = new QVBoxLayout(box);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(scaledPx(this, 6));
    QHBoxLayout *line = nullptr;
    for (qsizetype i = 0; i < actions.size(); ++i) {
        if (i % 2 == 0) {
            if (line)
                line->addStretch();
            line = new QHBoxLayout;
            line->setSpacing(scaledPx(this, 6));
            rows->addLayout(line);
        }
        line->addWidget(new ActionButton(actions[i], box));
    }
    if (line)
        line->addStretch();
    return box;
}

QWidget *PlumberPane::buildFacts()
{
    auto *box = new QWidget(this);
    auto *rows = new QVBoxLayout(box);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    m_phone = new FactRow(QStringLiteral("phone"), box);
    m_phone->setObjectName(QStringLiteral("copyPlumberPhone"));
    m_phone->setCopyable(tr("phone number"));
    m_email = new FactRow(QStringLiteral("mail"), box);
    m_email->setObjectName(QStringLiteral("copyPlumberEmail"));
    m_email->setCopyable(tr("e-mail address"));
    rows->addWidget(m_phone);
    rows->addWidget(m_email);
    auto *grid = new QGridLayout;
    grid->setContentsMargins(0, scaledPx(this, 8), 0, 0);
    grid->setHorizontalSpacing(scaledPx(this, 14));
    grid->setVerticalSpacing(scaledPx(this, 6));
    grid->setColumnStretch(1, 1);
    rows->addLayout(grid);
    addFact(grid, tr("Company"), "plumberCompany");
    addFact(grid, tr("Services"), "plumberServices");
    addFact(grid, tr("Area"), "plumberArea");
    addFact(grid, tr("Hours"), "plumberHours");
    addFact(grid, tr("Leads"), "plumberCaps");
    addFact(grid, tr("Notify by"), "plumberNotify");
    addFact(grid, tr("License"), "plumberLicense");
    addFact(grid, tr("Insurance"), "plumberInsurance");
    addFact(grid, tr("Card"), "plumberCard");
    addFact(grid, tr("Verified"), "plumberVerifiedBy");
    return box;
}

QWidget *PlumberPane::buildFigures()
{
    auto *box = new QWidget(this);
    auto *grid = new QGridLayout(box);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(scaledPx(this, 14));
    grid->setVerticalSpacing(scaledPx(this, 6));
    grid->setColumnStretch(1, 1);
    addFact(grid, tr("Accepted"), "plumberAccepted");
    addFact(grid, tr("Time to answer"), "plumberAnswerTime");
    addFact(grid, tr("Returned"), "plumberReturned");
    if (m_context.billing) {
        addFact(grid, tr("Spent, in all"), "plumberSpent");
        addFact(grid, tr("Refunds, in all"), "plumberRefunds");
    }
    return box;
}

PlainLabel *PlumberPane::addFact(QGridLayout *grid, const QString &title, const char *name)
{
    auto *label = new PlainLabel(title, this);
    label->setForegroundRole(QPalette::PlaceholderText);
    auto *value = new PlainLabel(this);
    value->setObjectName(QLatin1StringView(name));
    value->setWordWrap(true);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    const int row = grid->rowCount();
    grid->addWidget(label, row, 0, Qt::AlignTop);
    grid->addWidget(value, row, 1);
    m_facts.insert(name, value);
    return value;
}

void PlumberPane::buildLists(QVBoxLayout *layout)
{
    const auto add = [&](const char *name, const QString &icon, const QString &title, const QString &all) {
        auto *list = new LinkList(icon, title, all, this);
        list->setObjectName(QLatin1StringView(name));
        layout->addWidget(list);
        connect(list, &LinkList::chosen, this, &PlumberPane::leadWanted);
        return list;
    };
    m_current = add("plumberCurrent", QStringLiteral("inbox"), tr("Current leads"), tr("Show all"));
    m_completed = add("plumberCompleted", QStringLiteral("circle-check"), tr("Recent leads"), tr("Show all"));
    m_returned = add("plumberReturnedLeads", QStringLiteral("undo-2"), tr("Returned leads"), {});
    m_messages = add("plumberMessages", QStringLiteral("mail"), tr("Messages"), {});
    connect(m_current, &LinkList::allWanted, this, [this] { Q_EMIT leadsWanted(m_plumberId, false); });
    connect(m_completed, &LinkList::allWanted, this, [this] { Q_EMIT leadsWanted(m_plumberId, true); });
}

} // namespace pl::ui
