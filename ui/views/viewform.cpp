#include "ui/views/viewform.h"

#include "models/domain/contactfields.h"
#include "ui/style/metrics.h"
#include "ui/style/shown.h"
#include "ui/widgets/keycap.h"

#include <QComboBox>
#include <QLineEdit>

namespace pl::ui {
namespace {

constexpr int kShortcuts = 9;
constexpr qsizetype kShownName = 30;

} // namespace

ViewForm::ViewForm(QWidget *parent)
    : FormDialog(parent), m_name(new QLineEdit(this)), m_shared(new QComboBox(this)), m_shortcut(new QComboBox(this))
{
    setObjectName(QStringLiteral("viewForm"));
    m_name->setMaxLength(SavedView::kMaxName);
    m_shared->addItems({tr("Only me"), tr("The whole office")});
    boundWidth(m_shortcut);
    addRow({{tr("Name"), m_name, QStringLiteral("name")}});
    addRow(
        {{tr("Who sees it"), m_shared, QStringLiteral("shared")}, {tr("Key"), m_shortcut, QStringLiteral("shortcut")}});
    setMinimumWidth(scaledPx(this, 420));
}

void ViewForm::openNew(const SavedView &wish, const QList<SavedView> &known)
{
    m_view.reset();
    setHeading(tr("Save this view"), tr("Save view"));
    m_shared->setEnabled(true);
    openWith(wish, known);
}

void ViewForm::openEdit(const SavedView &view, const QList<SavedView> &known, bool mayUnshare)
{
    m_view = view;
    setHeading(tr("Change %1").arg(view.name), tr("Save"));
    openWith(view, known);
    m_shared->setEnabled(mayUnshare);
}

void ViewForm::openWith(const SavedView &start, const QList<SavedView> &known)
{
    m_start = start;
    m_name->setText(start.name);
    m_shared->setCurrentIndex(start.shared ? 1 : 0);
    fillShortcuts(start, known);
    openForm();
    m_name->selectAll();
}

/// A key that another view has says so; whoever takes it all the same gets it here, where the own view goes first.
void ViewForm::fillShortcuts(const SavedView &start, const QList<SavedView> &known)
{
    m_shortcut->clear();
    m_shortcut->addItem(tr("None"), QString());
    for (int number = 1; number <= kShortcuts; ++number) {
        const QKeySequence keys(Qt::CTRL | Qt::ALT | static_cast<Qt::Key>(Qt::Key_0 + number));
        const QString text = keys.toString(QKeySequence::PortableText);
        QString words = keyCapText(keys);
        for (const SavedView &other : known)
            if (other.id != start.id && other.shortcut == text)
                words = tr("%1 (now %2)", "a key and the view it opens")
                            .arg(keyCapText(keys), shown(other.name, kShownName));
        m_shortcut->addItem(words, text);
    }
    m_shortcut->setCurrentIndex(std::max(0, m_shortcut->findData(start.shortcut.value_or(QString()))));
}

SavedView ViewForm::typed() const
{
    SavedView wish = m_start;
    wish.name = m_name->text();
    wish.shared = m_shared->currentIndex() == 1;
    const QString keys = m_shortcut->currentData().toString();
    wish.shortcut = keys.isEmpty() ? std::nullopt : std::optional(keys);
    return wish;
}

bool ViewForm::changed() const
{
    return typed() != m_start;
}

void ViewForm::submit()
{
    SavedView wish = typed();
    FieldErrors errors;
    wish.name = checkText(wish.name, "name", SavedView::kMaxName, true, errors);
    if (!errors.list().isEmpty())
        return showErrors(errors.failure());
    setBusy(true);
    Q_EMIT submitted(wish);
}

} // namespace pl::ui
