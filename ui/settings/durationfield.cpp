#include "ui/settings/durationfield.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QSpinBox>

namespace pl::ui {

DurationField::DurationField(const QString &name, const QString &accessibleName, qint64 longest, QWidget *parent)
    : QWidget(parent), m_longest(longest), m_number(new QSpinBox(this)), m_unit(new QComboBox(this))
{
    m_number->setObjectName(name);
    m_number->setAccessibleName(accessibleName);
    m_unit->setObjectName(name + QStringLiteral("Unit"));
    m_unit->setAccessibleName(tr("Unit of %1").arg(accessibleName));
    m_unit->addItem(tr("minutes"), 1);
    m_unit->addItem(tr("hours"), 60);
    m_unit->addItem(tr("days"), 24 * 60);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_number);
    row->addWidget(m_unit);
    setFocusProxy(m_number);
    connect(m_number, &QSpinBox::valueChanged, this, &DurationField::edited);
    connect(m_unit, &QComboBox::currentIndexChanged, this, &DurationField::unitChanged);
    unitChanged();
}

/// The number stays, and with another unit it means something else.
void DurationField::unitChanged()
{
    m_number->setRange(1, static_cast<int>(m_longest / m_unit->currentData().toInt()));
    Q_EMIT edited();
}

void DurationField::setMinutes(qint64 minutes)
{
    if (minutes == this->minutes())
        return; // in whatever unit the person likes
    int unit = m_unit->count() - 1;
    while (unit > 0 && minutes % m_unit->itemData(unit).toInt() != 0)
        --unit;
    m_unit->setCurrentIndex(unit);
    m_number->setValue(static_cast<int>(minutes / m_unit->currentData().toInt()));
}

qint64 DurationField::minutes() const
{
    return qint64(m_number->value()) * m_unit->currentData().toInt();
}

} // namespace pl::ui
