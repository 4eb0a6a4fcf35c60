#include "ui/leads/candidatelist.h"

#include "ui/common/elidedlabel.h"
#include "ui/common/metrics.h"
#include "ui/common/words.h"
#include "ui/leads/candidatecard.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace pl::ui {
namespace {

constexpr int kCards = 3;
constexpr int kExcludedRows = 3;

} // namespace

CandidateList::CandidateList(QWidget *parent)
    : QWidget(parent)
    , m_heading(new QLabel(tr("Candidates"), this))
    , m_count(new QLabel(this))
    , m_nobody(new QLabel(this))
    , m_all(new QPushButton(this))
{
    setObjectName(QStringLiteral("candidateList"));
    m_heading->setFont(scaledFont(font(), 0.92, QFont::DemiBold));
    m_count->setObjectName(QStringLiteral("candidateCount"));
    m_count->setFont(scaledFont(font(), 0.92));
    m_nobody->setObjectName(QStringLiteral("candidateNobody"));
    m_nobody->setWordWrap(true);
    for (QLabel *label : {m_heading, m_count, m_nobody})
        label->setForegroundRole(QPalette::PlaceholderText);
    m_all->setObjectName(QStringLiteral("candidateAll"));
    m_all->setFocusPolicy(Qt::TabFocus);
    connect(m_all, &QPushButton::clicked, this, &CandidateList::allWanted);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(scaledPx(this, 6));
    auto *head = new QHBoxLayout;
    head->addWidget(m_heading);
    head->addStretch();
    head->addWidget(m_count);
    layout->addLayout(head);
    layout->addWidget(m_nobody);
    for (int i = 0; i < kCards; ++i) {
        m_cards += new CandidateCard(i == 0, this);
        layout->addWidget(m_cards.last());
        connect(m_cards.last(), &CandidateCard::chosen, this,
                [this](const QUuid &plumberId) { Q_EMIT plumberChosen(m_leadId, plumberId); });
    }
    for (int i = 0; i < kExcludedRows; ++i)
        m_excluded += addExcludedRow(layout);
    layout->addWidget(m_all, 0, Qt::AlignLeft);
}

CandidateList::ExcludedRow CandidateList::addExcludedRow(QVBoxLayout *layout)
{
    ExcludedRow row{new QWidget(this), nullptr, nullptr};
    row.row->setObjectName(QStringLiteral("candidateExcluded"));
    row.name = new ElidedLabel(row.row);
    row.reason = new ElidedLabel(row.row);
    row.reason->setAlignment(Qt::AlignRight);
    row.reason->setFont(scaledFont(font(), kSmallText));
    row.name->setQuiet(true);
    row.reason->setQuiet(true);
    auto *line = new QHBoxLayout(row.row);
    line->setContentsMargins(scaledPx(this, 8), 0, scaledPx(this, 8), 0);
    line->addWidget(row.name, 1);
    line->addWidget(row.reason, 1);
    layout->addWidget(row.row);
    return row;
}

void CandidateList::present(const Lead &lead, const QList<Candidate> &candidates, const QHash<QUuid, Plumber> &plumbers)
{
    m_leadId = lead.id;
    QList<Candidate> eligible;
    QList<Candidate> excluded;
    for (const Candidate &candidate : candidates)
        if (candidate.plumberId != lead.assignedPlumberId)
            (candidate.eligible() ? eligible : excluded) += candidate;
    // Who is paused or full today may be asked all the same; who doesn't do such work is of little use.
    std::stable_partition(excluded.begin(), excluded.end(), [](const Candidate &candidate) {
        return candidate.exclusion != Exclusion::ServiceNotOffered;
    });
    const QString verb = lead.status == LeadStatus::Assigned ? tr("Reassign") : tr("Assign");
    for (qsizetype i = 0; i < m_cards.size(); ++i) {
        m_cards[i]->setVisible(i < eligible.size());
        if (i < eligible.size())
            m_cards[i]->present(eligible[i].plumberId, plumbers.value(eligible[i].plumberId).fullName(),
                                candidateReasons(eligible[i]), verb);
    }
    for (qsizetype i = 0; i < m_excluded.size(); ++i) {
        m_excluded[i].row->setVisible(i < excluded.size());
        if (i < excluded.size()) {
            m_excluded[i].name->setText(plumbers.value(excluded[i].plumberId).fullName());
            m_excluded[i].reason->setText(exclusionText(excluded[i], lead.serviceNeeded));
        }
    }
    m_count->setText(tr("%1 of %2 can take it").arg(eligible.size()).arg(eligible.size() + excluded.size()));
    m_nobody->setVisible(eligible.isEmpty());
    m_nobody->setText(candidates.isEmpty() ? tr("There are no plumbers yet. Add one under Plumbers.")
                                           : tr("Nobody can take this lead as things are:"));
    const qsizetype all = eligible.size() + excluded.size();
    m_all->setVisible(eligible.size() > m_cards.size() || excluded.size() > m_excluded.size());
    m_all->setText(tr("Choose among all %1\u2026").arg(all));
}

} // namespace pl::ui
