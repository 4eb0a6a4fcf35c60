#include "ui/leads/servicecombobox.h"

#include "models/base/foldedtext.h"

#include <QCompleter>
#include <QLineEdit>

namespace pl::ui {
namespace {

constexpr int kShownServiceLength = 24; // however long a service's name is
constexpr int kFoldedRole = Qt::UserRole + 1;

QString foldedService(const QString &name)
{
    return QString::fromUtf8(folded(name.simplified()));
}

/// Proposes what holds the letters typed, with or without their accents.
class FoldingCompleter : public QCompleter
{
public:
    FoldingCompleter(QAbstractItemModel *model, QObject *parent) : QCompleter(model, parent)
    {
        setCompletionMode(PopupCompletion);
        setFilterMode(Qt::MatchContains);
        setCompletionRole(kFoldedRole);
    }

    QStringList splitPath(const QString &path) const override { return {foldedService(path)}; }
    QString pathFromIndex(const QModelIndex &index) const override { return index.data().toString(); }
};

} // namespace

ServiceComboBox::ServiceComboBox(QWidget *parent) : QComboBox(parent)
{
    setSizeAdjustPolicy(AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(kShownServiceLength);
    setEditable(true);
    setInsertPolicy(QComboBox::NoInsert);
    setMaxVisibleItems(14);
    lineEdit()->setPlaceholderText(tr("Type part of its name"));
    setCompleter(new FoldingCompleter(model(), this));
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
    for (const QString &name : std::as_const(names)) {
        addItem(name);
        setItemData(count() - 1, foldedService(name), kFoldedRole);
    }
    setCurrentIndex(findText(kept, Qt::MatchExactly));
    setEditText(kept);
}

QString ServiceComboBox::service() const
{
    const QString typed = currentText().simplified();
    const int same = findText(typed, Qt::MatchExactly | Qt::MatchCaseSensitive);
    const int row = same < 0 ? findData(foldedService(typed), kFoldedRole) : same;
    return row < 0 ? typed : itemText(row);
}

bool ServiceComboBox::isKnown() const
{
    return count() == 0 || findText(service(), Qt::MatchExactly) >= 0;
}

} // namespace pl::ui
