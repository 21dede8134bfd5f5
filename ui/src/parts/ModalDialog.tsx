// A question in front of the page. It asks for a reason or a name, never whether somebody is sure.
import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { Button } from './Button';

interface Props {
  title: string;
  open: boolean;
  onClose: () => void;
  children: ReactNode;
  wide?: boolean;
}

export function ModalDialog({ title, open, onClose, children, wide = false }: Props) {
  return (
    <ModalOverlay className="veil" isOpen={open} onOpenChange={(open) => !open && onClose()} isDismissable>
      <Modal className={wide ? 'modal modal-wide' : 'modal'}>
        <Dialog className="dialog">
          <div className="row between">
            <Heading slot="title" className="dialog-title">
              {title}
            </Heading>
            {wide && <Button onPress={onClose}>Close</Button>}
          </div>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
