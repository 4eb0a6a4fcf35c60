#include "ui/plumbers/workhourseditor.h"

#include "ui/style/metrics.h"
#include "ui/widgets/plainlabel.h"
#include "ui/words/hourswords.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>

namespace pl::ui {
namespace {

const QString kAlwaysTyped = QStringLiteral("always");

/// What is proposed to one who works at certain hours.
const WorkHours &usualWeek()
{
    static const WorkHours kWeek = [] {
        WorkHours week;
        week.always = false;
        for (std::size_t day = 0; day < 5; ++day)
            week.days[day] = {{QTime(8, 0), QTime(17, 0)}};
        return week;
    }();
    return kWeek;
}

} // namespace

WorkHoursEditor::WorkHoursEditor(QWidget *parent)
    : QWidget(parent)
    , m_always(new QCheckBox(tr("Takes leads at any time"), this))
    , m_week(new QWidget(this))
    , m_summary(new PlainLabel(this))
{
    setFocusProxy(m_always);
    m_always->setObjectName(QStringLiteral("hoursAlways"));
    m_always->setChecked(true);
    m_summary->setObjectName(QStringLiteral("hoursSummary"));
    m_summary->setFont(scaledFont(font(), kSmallText));
    m_summary->setForegroundRole(QPalette::PlaceholderText);
    m_summary->setWordWrap(true);
    buildDays();
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(scaledPx(this, 6));
    rows->addWidget(m_always);
    rows->addWidget(m_week);
    rows->addWidget(m_summary);
    connect(m_always, &QCheckBox::toggled, this, &WorkHoursEditor::chooseAlways);
    m_week->setEnabled(false);
    summarize();
}

void WorkHoursEditor::buildDays()
{
    auto *grid = new QGridLayout(m_week);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(scaledPx(this, 4));
    for (int day = 0; day < 7; ++day) {
        auto *edit = new QLineEdit(m_week);
        m_days[std::size_t(day)] = edit;
        edit->setObjectName(QStringLiteral("hoursOfDay%1").arg(day + 1));
        edit->setAccessibleName(QLocale().dayName(day + 1));
        edit->setPlaceholderText(tr("off"));
        auto *name = new PlainLabel(shortDayText(Qt::DayOfWeek(day + 1)), m_week);
        name->setBuddy(edit);
        grid->addWidget(name, day, 0);
        grid->addWidget(edit, day, 1);
        connect(edit, &QLineEdit::textChanged, this, [this] {
            summarize();
            Q_EMIT hoursChanged();
        });
        connect(edit, &QLineEdit::editingFinished, this, [this, day] { writeOut(day); });
    }
    auto *copy = new QPushButton(tr("Tue–Fri like Monday"), m_week);
    copy->setObjectName(QStringLiteral("hoursCopyMonday"));
    copy->setAutoDefault(false);
    grid->addWidget(copy, 0, 2);
    connect(copy, &QPushButton::clicked, this, &WorkHoursEditor::copyMonday);
}

WorkHours WorkHoursEditor::hours() const
{
    WorkHours hours;
    hours.always = m_always->isChecked();
    for (std::size_t day = 0; day < m_days.size() && !hours.always; ++day)
        if (const auto spans = spansOf(m_days[day]->text()))
            hours.days[day] = *spans;
    return hours;
}

void WorkHoursEditor::setHours(const WorkHours &hours)
{
    QStringList typed{hours.always ? kAlwaysTyped : QString()};
    for (const QList<WorkHours::Span> &spans : hours.days)
        typed += editableSpans(spans);
    setTyped(typed);
}

QStringList WorkHoursEditor::typed() const
{
    QStringList typed{m_always->isChecked() ? kAlwaysTyped : QString()};
    for (const QLineEdit *day : m_days)
        typed += day->text();
    return typed;
}

void WorkHoursEditor::setTyped(const QStringList &typed)
{
    if (typed.size() != 1 + std::ssize(m_days))
        return;
    const bool always = typed.first() == kAlwaysTyped;
    {
        const QSignalBlocker quiet(m_always);
        m_always->setChecked(always);
    }
    m_week->setEnabled(!always);
    for (std::size_t day = 0; day < m_days.size(); ++day) {
        const QSignalBlocker quiet(m_days[day]);
        m_days[day]->setText(typed[qsizetype(day) + 1]);
    }
    summarize();
    Q_EMIT hoursChanged();
}

std::optional<FieldError> WorkHoursEditor::fault() const
{
    for (std::size_t day = 0; day < m_days.size() && !m_always->isChecked(); ++day)
        if (const auto spans = spansOf(m_days[day]->text()); !spans)
            return FieldError{QStringLiteral("work_hours"), QStringLiteral("invalid"),
                              tr("on %1 %2", "a day of the week, and what its hours must be")
                                  .arg(QLocale().dayName(int(day) + 1), spans.error().message)};
    return std::nullopt;
}

/// The first time somebody says "not at any time", the usual week is there to be changed.
void WorkHoursEditor::chooseAlways(bool always)
{
    m_week->setEnabled(!always);
    const bool isBlank =
        std::all_of(m_days.begin(), m_days.end(), [](const QLineEdit *day) { return day->text().trimmed().isEmpty(); });
    if (!always && isBlank)
        return setHours(usualWeek());
    summarize();
    Q_EMIT hoursChanged();
}

void WorkHoursEditor::writeOut(int day)
{
    QLineEdit *edit = m_days[std::size_t(day)];
    if (const auto spans = spansOf(edit->text()))
        edit->setText(editableSpans(*spans));
}

void WorkHoursEditor::copyMonday()
{
    writeOut(0);
    for (std::size_t day = 1; day < 5; ++day)
        m_days[day]->setText(m_days[0]->text());
}

void WorkHoursEditor::summarize()
{
    const WorkHours now = hours();
    const auto wrong = fault();
    m_summary->setText(wrong ? tr("Type hours such as 8-12, 1-5. Empty is a day off.")
                       : !now.always && now.toJson().empty()
                           ? tr("No hours on any day: such a plumber is never suggested.")
                           : hoursText(now));
}

} // namespace pl::ui
