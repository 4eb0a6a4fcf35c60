#include "ui/plumbers/plumbertable.h"

#include "ui/style/metrics.h"
#include "ui/style/shown.h"
#include "ui/widgets/columnlayout.h"
#include "ui/words/chips.h"
#include "ui/words/plumberwords.h"

#include <QFontMetrics>

namespace pl::ui {

using tables::PlumberTableModel;

PlumberDelegate::PlumberDelegate(const PlumberTableModel &model, QObject *parent) : RowDelegate(parent), m_model(model)
{
}

std::pair<QString, QColor> PlumberDelegate::paperWords(const std::optional<QDate> &expires, const Colors &colors) const
{
    if (!expires)
        return {{}, colors.secondText};
    const QDate today = m_model.today();
    return {shortExpiryText(*expires, today), *expires < today                      ? colors.red.text
                                              : tables::expiresSoon(expires, today) ? colors.amber.text
                                                                                    : colors.secondText};
}

std::pair<QString, QColor> PlumberDelegate::wordsOf(const QModelIndex &index, const Colors &colors) const
{
    const Plumber *plumber = m_model.plumberAt(index);
    if (plumber && index.column() == PlumberTableModel::InsuranceColumn)
        return paperWords(plumber->insuranceExpires, colors);
    if (plumber && index.column() == PlumberTableModel::LicenseColumn)
        return paperWords(plumber->licenseExpires, colors);
    const QString text = index.data().toString();
    if (index.column() == PlumberTableModel::CardColumn)
        return {text, index.data(PlumberTableModel::RawRole).toBool() ? colors.secondText : colors.amber.text};
    if (index.column() == PlumberTableModel::DuplicateColumn)
        return {text, colors.amber.text};
    const bool active = index.data(PlumberTableModel::StatusRole).toInt() == static_cast<int>(PlumberStatus::Active);
    return {text, active ? colors.text : colors.secondText};
}

/// Behind the name, in what room it leaves.
void PlumberDelegate::paintTwin(QPainter *painter, const QRect &cell, const QModelIndex &index, const QFont &nameFont,
                                const Colors &colors)
{
    if (index.siblingAtColumn(PlumberTableModel::DuplicateColumn).data().toString().isEmpty())
        return;
    const int used = QFontMetrics(nameFont).horizontalAdvance(shown(index.data().toString())) + scaledPx(nameFont, 8);
    if (used < cell.width())
        paintRowText(painter, cell.adjusted(used, 0, 0, 0), tr("duplicate?"), colors.amber.text,
                     scaledFont(nameFont, kSmallText));
}

void PlumberDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QRect cell = paintRowGround(painter, option);
    const Colors &colors = colorsOf(option.palette);
    if (index.column() == PlumberTableModel::StatusColumn) {
        const auto status = static_cast<PlumberStatus>(index.data(PlumberTableModel::StatusRole).toInt());
        return paintChip(painter, cell, chipOf(status), colors, option.font);
    }
    if (index.column() == PlumberTableModel::VerifiedColumn)
        return paintChip(painter, cell, verifiedChip(index.data(PlumberTableModel::RawRole).toBool()), colors,
                         option.font);
    const bool isName = index.column() == PlumberTableModel::NameColumn;
    QFont font = option.font;
    font.setWeight(isName ? QFont::DemiBold : QFont::Normal);
    const auto [text, color] = wordsOf(index, colors);
    paintRowText(painter, cell, text, color, font);
    if (isName)
        paintTwin(painter, cell, index, font, colors);
}

PlumberTable::PlumberTable(OfficeContext &context, PlumberTableModel &model, QWidget *parent) : RowTable(parent)
{
    setObjectName(QStringLiteral("plumbersTable"));
    setAccessibleName(tr("Plumbers"));
    setModel(&model);
    setItemDelegate(new PlumberDelegate(model, this));
    dress(context.settings, QStringLiteral("plumbers"),
          {{PlumberTableModel::NameColumn, {120, 150, false, 9}},
           {PlumberTableModel::StatusColumn, {80, 88, false, 8}},
           {PlumberTableModel::ServicesColumn, {130, 250, true, 7}},
           {PlumberTableModel::ZipColumn, {56, 68, false, 2}},
           {PlumberTableModel::RadiusColumn, {60, 68, false, 1}},
           {PlumberTableModel::PhoneColumn, {112, 124, false, 5}},
           {PlumberTableModel::EmailColumn, {130, 190, false, 3}},
           {PlumberTableModel::TodayColumn, {56, 68, false, 6}},
           {PlumberTableModel::CapColumn, {72, 82, false, 4}},
           {PlumberTableModel::CardColumn, {72, 82, false, 4}},
           {PlumberTableModel::VerifiedColumn, {100, 108, false, 5}},
           {PlumberTableModel::InsuranceColumn, {120, 150, false, 5}},
           {PlumberTableModel::LicenseColumn, {120, 150, false, 0}},
           {PlumberTableModel::DuplicateColumn, {100, 140, false, 0}},
           {PlumberTableModel::CompanyColumn, {100, 150, false, 1}}});
    keepSort(context.settings, QStringLiteral("plumbers/sort"), {PlumberTableModel::NameColumn, Qt::AscendingOrder});
}

} // namespace pl::ui
