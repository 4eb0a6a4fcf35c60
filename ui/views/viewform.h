#pragma once

#include "models/replica/viewbook.h"
#include "ui/widgets/formdialog.h"

class QComboBox;
class QLineEdit;

namespace pl::ui {

/// A saved view's name, who sees it, and its key.
class ViewForm : public FormDialog
{
    Q_OBJECT

public:
    explicit ViewForm(QWidget *parent);

    /// `wish` has the definition, and the name to begin with.
    void openNew(const SavedView &wish, const QList<SavedView> &known);
    /// `mayUnshare`: only who saved a view may take it away from the others.
    void openEdit(const SavedView &view, const QList<SavedView> &known, bool mayUnshare);
    /// The view before the person's changes; none for a new one.
    const std::optional<SavedView> &edited() const { return m_view; }

Q_SIGNALS:
    void submitted(const pl::SavedView &wish);

protected:
    void submit() override;
    bool changed() const override;

private:
    void openWith(const SavedView &start, const QList<SavedView> &known);
    void fillShortcuts(const SavedView &start, const QList<SavedView> &known);
    SavedView typed() const;

    std::optional<SavedView> m_view;
    SavedView m_start;
    QLineEdit *m_name;
    QComboBox *m_shared;
    QComboBox *m_shortcut;
};

} // namespace pl::ui
