#include "models/domain/dispatchsettings.h"
#include "ui/settings/deadlinesview.h"
#include "ui/settings/durationfield.h"
#include "ui/settings/settingsform.h"
#include "ui/style/metrics.h"
#include "ui/style/style.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintooltip.h"
#include "ui/widgets/problemlabel.h"
#include "ui/words/words.h"

#include <QBoxLayout>
#include <QFormLayout>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>

// Builds the part "Deadlines and charging"; deadlinesview.cpp has the behavior.

namespace pl::ui {

QWidget *DeadlinesView::buildForm()
{
    QFormLayout *form = newSettingsForm(this, tr("Deadlines and charging"));
    QWidget *page = form->parentWidget();
    addTimes(form);
    addCharging(form);
    addGrace(form);
    form->addRow(m_problem = new ProblemLabel(page));
    m_problem->setObjectName(QStringLiteral("deadlinesProblem"));
    form->addRow(buildButtons());
    return page;
}

void DeadlinesView::addTimes(QFormLayout *form)
{
    addHeading(form, tr("Time to assign"),
               tr("How long a lead may wait for its plumber before it is overdue. This applies to the leads that are "
                  "waiting now, too."));
    for (const Urgency urgency : {Urgency::Day, Urgency::Week, Urgency::Month}) {
        const QString name = QStringLiteral("assign_") + QString(enumName(urgency));
        auto *time = new DurationField(name, tr("Time to assign, %1").arg(urgencyText(urgency)),
                                       DeadlineSettings::kLongestMinutes, form->parentWidget());
        form->addRow(urgencyText(urgency), time);
        connect(time, &DurationField::edited, this, &DeadlinesView::edited);
        m_times += time;
    }
}

void DeadlinesView::addCharging(QFormLayout *form)
{
    QWidget *page = form->parentWidget();
    addHeading(form, tr("When plumbers pay"), {});
    m_assigned = new QRadioButton(tr("When a lead is assigned to them"), page);
    m_accepted = new QRadioButton(tr("When they accept it; until then they don't see the customer's contact"), page);
    m_assigned->setObjectName(QStringLiteral("chargeAssigned"));
    m_accepted->setObjectName(QStringLiteral("chargeAccepted"));
    m_meaning = new PlainLabel(page);
    m_meaning->setObjectName(QStringLiteral("chargeMeaning"));
    m_meaning->setWordWrap(true);
    m_meaning->setContentsMargins(scaledPx(this, 22), 0, 0, 0);
    form->addRow(m_assigned);
    form->addRow(m_accepted);
    form->addRow(m_meaning);
    connect(m_accepted, &QRadioButton::toggled, this, &DeadlinesView::edited);
}

void DeadlinesView::addGrace(QFormLayout *form)
{
    addHeading(form, tr("Time to undo"),
               tr("The messages and the charge for an assignment wait this long. If you undo it before then, neither "
                  "plumber nor customer is notified, and nothing is charged."));
    m_grace = new QSpinBox(form->parentWidget());
    m_grace->setObjectName(QStringLiteral("graceSeconds"));
    m_grace->setRange(0, DispatchSettings::kLongestGrace);
    m_grace->setSpecialValueText(tr("None"));
    m_grace->setSuffix(tr(" s"));
    m_grace->setAccessibleName(tr("Time to undo an assignment"));
    form->addRow(tr("After an assignment"), m_grace);
    connect(m_grace, &QSpinBox::valueChanged, this, &DeadlinesView::edited);
}

QWidget *DeadlinesView::buildButtons()
{
    auto *row = new QWidget(this);
    m_save = new QPushButton(tr("Save"), row);
    m_discard = new QPushButton(tr("Discard"), row);
    m_save->setObjectName(QStringLiteral("saveDeadlines"));
    setPlainToolTip(m_save, withKeys(m_save->text(), {Qt::Key_Return}));
    m_discard->setObjectName(QStringLiteral("discardDeadlines"));
    makePrimary(m_save);
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, scaledPx(this, 14), 0, 0);
    line->addWidget(m_save);
    line->addWidget(m_discard);
    line->addStretch();
    connect(m_save, &QPushButton::clicked, this, &DeadlinesView::save);
    connect(m_discard, &QPushButton::clicked, this, &DeadlinesView::discardChanges);
    return row;
}

} // namespace pl::ui
