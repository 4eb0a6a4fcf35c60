#include "ui/forms/servicecombobox.h"

#include <QCompleter>
#include <QLineEdit>

namespace pl::ui {
namespace {

constexpr int kShownServiceLength = 24; // however long a service's name is

} // namespace

ServiceComboBox::ServiceComboBox(QWidget *parent) : QComboBox(parent)
{
    setSizeAdjustPolicy(AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(kShownServiceLength);
    setEditable(true);
    setInsertPolicy(QComboBox::NoInsert);
    setMaxVisibleItems(14);
    lineEdit()->setPlaceholderText(tr("Type a part of its name"));
    completer()->setCompletionMode(QCompleter::PopupCompletion);
    completer()->setFilterMode(Qt::MatchContains);
    completer()->setCaseSensitivity(Qt::CaseInsensitive);
}

void ServiceComboBox::setServices(const QList<Service> &services, const QString &kept)
{
    QStringList names;
    for (const Service &service : services)
        if (service.active || service.name == kept)
            names += service.name;
    if (!kept.isEmpty() && !names.contains(kept))
        names += kept;
    std::sort(names.begin(), names.end(),
              [](const QString &a, const QString &b) { return QString::localeAwareCompare(a, b) < 0; });
    clear();
    addItems(names);
    setCurrentIndex(findText(kept, Qt::MatchExactly));
    setEditText(kept);
}

QString ServiceComboBox::service() const
{
    const QString typed = currentText().simplified();
    const int row = findText(typed, Qt::MatchFixedString);
    return row < 0 ? typed : itemText(row);
}

bool ServiceComboBox::isKnown() const
{
    return count() == 0 || findText(service(), Qt::MatchExactly) >= 0;
}

} // namespace pl::ui
