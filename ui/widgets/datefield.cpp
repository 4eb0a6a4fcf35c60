#include "ui/widgets/datefield.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QDateEdit>
#include <QLocale>
#include <QSignalBlocker>

namespace pl::ui {
namespace {

/// With two digits, a year could be of the last century.
QString fieldFormat()
{
    QString format = QLocale().dateFormat(QLocale::ShortFormat);
    if (!format.contains(QStringLiteral("yyyy")))
        format.replace(QStringLiteral("yy"), QStringLiteral("yyyy"));
    return format;
}

} // namespace

DateField::DateField(const QString &words, QWidget *parent)
    : QWidget(parent), m_has(new QCheckBox(words, this)), m_date(new QDateEdit(this)), m_proposed(QDate::currentDate())
{
    setFocusProxy(m_has);
    m_has->setObjectName(QStringLiteral("dateTick"));
    m_date->setObjectName(QStringLiteral("dateEdit"));
    m_date->setAccessibleName(words);
    m_date->setDisplayFormat(fieldFormat());
    m_date->setCalendarPopup(true);
    m_date->setEnabled(false);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_has);
    row->addWidget(m_date, 1);
    connect(m_has, &QCheckBox::toggled, this, &DateField::ticked);
    connect(m_date, &QDateEdit::dateChanged, this, &DateField::dateChanged);
}

QDate DateField::date() const
{
    return m_has->isChecked() ? m_date->date() : QDate();
}

void DateField::setDate(QDate date)
{
    {
        const QSignalBlocker quiet(m_has);
        const QSignalBlocker silent(m_date);
        m_has->setChecked(date.isValid());
        m_date->setEnabled(date.isValid());
        m_date->setDate(date.isValid() ? date : m_proposed);
    }
    Q_EMIT dateChanged();
}

void DateField::focusDay()
{
    m_date->setFocus();
    m_date->selectAll();
}

void DateField::ticked(bool on)
{
    m_date->setEnabled(on);
    if (on)
        m_date->setFocus();
    Q_EMIT dateChanged();
}

} // namespace pl::ui
